using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Json;

/// <summary>A qualification as JSON, by the rules of <see cref="ModelJson"/>.</summary>
public static class QualificationJson
{
    private static readonly JsonSerializerOptions Options = new(QualificationJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The text of <c>qualification.json</c>.</summary>
    /// <param name="qualification">The qualification.</param>
    public static string Write(Qualification qualification) => JsonSerializer.Serialize(qualification, Options.GetTypeInfo(typeof(Qualification)));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(SecondsConverter),
        typeof(SpellingConverter<Criterion>),
        typeof(SpellingConverter<Level>),
        typeof(SpellingConverter<MutantOutcome>),
        typeof(SpellingConverter<Obligation>),
        typeof(SpellingConverter<ResiliencePhase>),
        typeof(SpellingConverter<Role>),
        typeof(SpellingConverter<Verdict>),
    ])]
[JsonSerializable(typeof(Qualification))]
internal sealed partial class QualificationJsonContext : JsonSerializerContext;
