using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;

namespace CertHarness.Model.Json;

/// <summary>
/// Plan and evaluation as JSON: camelCase, enumerations in lower case with hyphens, durations in seconds, absent values as null.
/// </summary>
public static class ModelJson
{
    private static readonly JsonSerializerOptions Options = new(ModelJsonContext.Default.Options)
    {
        // Umlauts stay readable; what is special in HTML is still escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>The text of <c>plan.json</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, TypeInfo<Plan>());

    /// <summary>The text of <c>evaluation.json</c>.</summary>
    /// <param name="evaluation">The evaluation.</param>
    public static string Write(Evaluation evaluation) => JsonSerializer.Serialize(evaluation, TypeInfo<Evaluation>());

    /// <summary>Reads <c>plan.json</c>.</summary>
    /// <param name="json">What is in it.</param>
    /// <exception cref="JsonException">It is no plan: broken, or a value is missing, wrong or unknown.</exception>
    public static Plan ReadPlan(string json) => Read<Plan>(json);

    /// <summary>Reads <c>evaluation.json</c>.</summary>
    /// <param name="json">What is in it.</param>
    /// <exception cref="JsonException">It is no evaluation: broken, or a value is missing, wrong or unknown.</exception>
    public static Evaluation ReadEvaluation(string json) => Read<Evaluation>(json);

    /// <summary>What the monitors saw in a scenario, in one line, for its journal.</summary>
    /// <param name="record">What they saw.</param>
    public static string Write(MonitorRecord record) => JsonSerializer.Serialize(record, (JsonTypeInfo<MonitorRecord>)OneLine.GetTypeInfo(typeof(MonitorRecord)));

    /// <summary>Reads what the monitors saw in a scenario.</summary>
    /// <param name="json">What the journal holds.</param>
    /// <exception cref="JsonException">It is no such record.</exception>
    public static MonitorRecord ReadMonitors(string json) => Read<MonitorRecord>(json);

    /// <summary>What a scenario measured, in one line, for its journal.</summary>
    /// <param name="record">What it measured.</param>
    public static string Write(MeasurementRecord record) => JsonSerializer.Serialize(record, (JsonTypeInfo<MeasurementRecord>)OneLine.GetTypeInfo(typeof(MeasurementRecord)));

    /// <summary>Reads what a scenario measured.</summary>
    /// <param name="json">What the journal holds.</param>
    /// <exception cref="JsonException">It is no such record.</exception>
    public static MeasurementRecord ReadMeasurements(string json) => Read<MeasurementRecord>(json);

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize(json, TypeInfo<T>()) ?? throw new JsonException($"Expected a JSON object, found null.");

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
