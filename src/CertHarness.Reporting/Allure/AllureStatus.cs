using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Allure;

/// <summary>Verdicts in Allure's words. Inconclusive and error are both broken; the message's first words tell them apart.</summary>
internal static class AllureStatus
{
    /// <summary>How the message of an inconclusive case begins.</summary>
    public const string InconclusivePrefix = "Inconclusive: ";

    /// <summary>How the message of a harness fault begins.</summary>
    public const string ErrorPrefix = "Harness error: ";

    /// <summary>How the message of a case that is not applicable begins.</summary>
    public const string NotApplicablePrefix = "Not applicable: ";

    /// <summary>Every fault that can be seen from outside, as Allure groups it on its categories page.</summary>
    public static IReadOnlyList<AllureCategory> Categories { get; } =
    [
        new("Failed requirement", null, ["failed"]),
        new("Inconclusive", "^Inconclusive: [\\s\\S]*", ["broken"]),
        new("Harness error", "^Harness error: [\\s\\S]*", ["broken"]),
        new("Not applicable", "^Not applicable: [\\s\\S]*", ["skipped"]),
    ];

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "passed",
        Verdict.Fail => "failed",
        Verdict.NotApplicable => "skipped",
        _ => "broken",
    };

    /// <summary>The status of a step; one that failed without making its scenario fail is broken, as the scenario is.</summary>
    public static string OfStep(string cucumberStatus, Verdict scenario) => cucumberStatus switch
    {
        "passed" => "passed",
        "skipped" => "skipped",
        "failed" when scenario == Verdict.Fail => "failed",
        _ => "broken",
    };

    public static AllureStatusDetails? Details(ReportedCase reported)
    {
        var prefix = reported.Result.Verdict switch
        {
            Verdict.Inconclusive => InconclusivePrefix,
            Verdict.Error => ErrorPrefix,
            Verdict.NotApplicable => NotApplicablePrefix,
            _ => "",
        };
        var finding = reported.Result.Finding;
        return reported.Message is not { } message ? null : new AllureStatusDetails(
            prefix + message,
            reported.Trace,
            finding?.Expected is { } expected ? Printable.Cut(expected, 2000) : null,
            finding?.Observed is { } observed ? Printable.Cut(observed, 2000) : null);
    }
}
