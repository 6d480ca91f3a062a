using System.Text.Json;
using System.Text.Json.Serialization;

namespace CertHarness.Runner.Runs;

/// <summary>What an evaluation needs and neither plan nor journal hold: <c>run.json</c>.</summary>
/// <param name="Endpoint">Where the SUT was reached.</param>
/// <param name="ToolVersion">The tool's version.</param>
/// <param name="Identification">What the SUT said it is, or null.</param>
/// <param name="Reason">Why the run as a whole came to nothing or is incomplete, or null.</param>
public sealed record RunFacts(string Endpoint, string ToolVersion, string? Identification, string? Reason)
{
    /// <summary>When the SUT was gone; nothing where the file does not say.</summary>
    public IReadOnlyList<Outage> Outages { get; init => field = value ?? []; } = [];

    /// <summary>Writes the facts into a run folder.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(RunFolder folder) =>
        RunFolder.WriteWhole(folder.Facts, JsonSerializer.Serialize(this, RunFactsJson.Default.RunFacts));

    /// <summary>Reads the facts of a run folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidDataException">They are not there or unreadable.</exception>
    public static RunFacts Read(RunFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(folder.Facts), RunFactsJson.Default.RunFacts)
                ?? throw new InvalidDataException($"{folder.Facts} is empty.");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"{folder.Facts} is missing or damaged: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunFacts))]
internal sealed partial class RunFactsJson : JsonSerializerContext;
