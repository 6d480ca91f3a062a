using System.Text.Json.Serialization;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Json;

/// <summary>Generated at build time, so that no start of the tool pays for reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(ChartPointConverter),
        typeof(SecondsConverter),
        typeof(SpellingConverter<Assessment>),
        typeof(SpellingConverter<Bound>),
        typeof(SpellingConverter<CapabilityFinding>),
        typeof(SpellingConverter<Criterion>),
        typeof(SpellingConverter<Declaration>),
        typeof(SpellingConverter<Grading>),
        typeof(SpellingConverter<Level>),
        typeof(SpellingConverter<Obligation>),
        typeof(SpellingConverter<ResiliencePhase>),
        typeof(SpellingConverter<Role>),
        typeof(SpellingConverter<Verdict>),
    ])]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(MonitorRecord))]
[JsonSerializable(typeof(MeasurementRecord))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
