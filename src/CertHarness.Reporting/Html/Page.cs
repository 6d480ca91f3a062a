using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Html;

/// <summary>What every section of a report draws from: the evaluation, the words, and which files are there.</summary>
internal sealed class Page
{
    private const int ShortLimit = 300;
    private const int LongLimit = 2000;

    private readonly string runFolder;

    public Page(Evaluation evaluation, string runFolder, string language)
    {
        this.runFolder = runFolder;
        Evaluation = evaluation;
        Texts = Texts.In(language);
        Formats = new Formats(language);
        Scenarios = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key);
        Counts = VerdictCounts.Of(evaluation.Requirements.Select(r => r.Verdict));
    }

    public Evaluation Evaluation { get; }

    public Texts Texts { get; }

    public Formats Formats { get; }

    /// <summary>The scenarios by key.</summary>
    public IReadOnlyDictionary<string, ScenarioResult> Scenarios { get; }

    /// <summary>The verdicts of all requirements of the plan, those above the target level too.</summary>
    public VerdictCounts Counts { get; }

    /// <summary>A name or title, printable and of a length that fits.</summary>
    public string Short(string text) => Printable.Cut(text, ShortLimit, CutNote);

    /// <summary>A unit in the page's language.</summary>
    public string Unit(string unit) => Short(Units.In(Texts.Language, unit));

    /// <summary>A message, printable and cut where it would fill the page.</summary>
    public string Long(string text) => Printable.Cut(text, LongLimit, CutNote);

    /// <summary>A requirement's title in the page's language.</summary>
    public string Title(Requirement requirement) => Short(requirement.Title.In(Texts.Language));

    /// <summary>The scenarios of a requirement that the evaluation has results for.</summary>
    public IEnumerable<ScenarioResult> ScenariosOf(RequirementResult result) =>
        result.Scenarios.Where(Scenarios.ContainsKey).Select(key => Scenarios[key]);

    /// <summary>The reason that a requirement itself carries, or null.</summary>
    public string? ReasonOf(RequirementResult result) =>
        LimitFindings.WhyUndecided(this, result) ?? result.Reason ?? result.Requirement.Untestable;

    /// <summary>A reference to a file of the run, or null where there is none to link to.</summary>
    public string? Reference(AttachedFile file) =>
        RunFolder.Find(runFolder, file.Path) is null ? null : RunFolder.Reference(file.Path);

    /// <summary>The anchor of a requirement's row.</summary>
    public static string Anchor(Requirement requirement) => "r-" + StableId.Hash(requirement.Id)[..12];

    /// <summary>The anchor of what was measured for a requirement.</summary>
    public static string MeasurementAnchor(Requirement requirement) => "m-" + StableId.Hash(requirement.Id)[..12];

    /// <summary>Whether the scenarios of a requirement measured something, or a limit asks that they do.</summary>
    public bool HasMeasurements(RequirementResult result) => result.Limits.Count > 0
        || ScenariosOf(result).Any(s => s.Measured.Measurements.Count > 0 || s.Measured.Charts.Count > 0);

    /// <summary>The class by which a verdict is coloured.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Inconclusive => "inconclusive",
        Verdict.NotApplicable => "na",
        _ => "error",
    };

    private string CutNote(int length) => Texts.Fill(Texts.Cut, Formats.Number(length));
}
