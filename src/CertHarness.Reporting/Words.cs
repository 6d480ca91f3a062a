using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting;

/// <summary>The words of the model as they are spelled in tags and files.</summary>
internal static class Words
{
    /// <summary>The criterion as its tag.</summary>
    public static string Word(this Criterion criterion) =>
        criterion == Criterion.DataIntegrity ? "data-integrity" : criterion.ToString().ToLowerInvariant();

    /// <summary>The verdict.</summary>
    public static string Word(this Verdict verdict) =>
        verdict == Verdict.NotApplicable ? "not applicable" : verdict.ToString().ToLowerInvariant();

    /// <summary>The level.</summary>
    public static string Word(this Level level) => level.ToString().ToLowerInvariant();

    /// <summary>The phase of resilience.</summary>
    public static string Word(this ResiliencePhase phase) => phase.ToString().ToLowerInvariant();

    /// <summary>The obligation.</summary>
    public static string Word(this Obligation obligation) => obligation.ToString().ToLowerInvariant();
}
