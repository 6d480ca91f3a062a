using System.Globalization;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Html;

/// <summary>Every word of the HTML report in one language. Braces stand for what the report fills in.</summary>
internal sealed partial record Texts
{
    public required string Language { get; init; }

    public required string Title { get; init; }
    public required string SkipToContent { get; init; }
    public required string Contents { get; init; }
    public required string OtherLanguage { get; init; }
    public required string NotGiven { get; init; }

    public required string Vendor { get; init; }
    public required string Version { get; init; }
    public required string Endpoint { get; init; }
    public required string Profile { get; init; }
    public required string AssessmentLabel { get; init; }
    public required string Campaign { get; init; }
    public required string Run { get; init; }
    public required string Started { get; init; }
    public required string NotStarted { get; init; }
    public required string Duration { get; init; }
    public required string Tool { get; init; }
    public required string SuiteDigest { get; init; }
    public required string Identification { get; init; }
    public required string Seed { get; init; }

    public required string Verdict { get; init; }
    public required string Reason { get; init; }
    public required string LevelEarned { get; init; }
    public required string NoLevel { get; init; }
    public required string Target { get; init; }
    public required string LevelsOfTheSeal { get; init; }
    public required string Earned { get; init; }
    public required string NotEarned { get; init; }
    public required string EarnedTarget { get; init; }
    public required string MissedTarget { get; init; }
    public required string RequirementsByVerdict { get; init; }
    public required string RequirementCount { get; init; }

    public required string Criteria { get; init; }
    public required string Criterion { get; init; }
    public required string CriteriaNote { get; init; }
    public required string LevelAllowed { get; init; }

    public required string Capabilities { get; init; }
    public required string CapabilitiesNote { get; init; }
    public required string Capability { get; init; }
    public required string Declared { get; init; }
    public required string Observed { get; init; }
    public required string Tested { get; init; }
    public required string FindingLabel { get; init; }
    public required string Seen { get; init; }
    public required string NotSeen { get; init; }
    public required string CannotTell { get; init; }
    public required string NotTested { get; init; }
    public required string DeclaredNotObserved { get; init; }
    public required string ObservedNotDeclared { get; init; }
    public required string NoFinding { get; init; }

    public required string Failures { get; init; }
    public required string NoFailures { get; init; }
    public required string Undecided { get; init; }
    public required string UndecidedNote { get; init; }
    public required string Concerns { get; init; }
    public required string Expected { get; init; }
    public required string ObservedHere { get; init; }
    public required string Evidence { get; init; }
    public required string Scenario { get; init; }
    public required string Step { get; init; }
    public required string NoReason { get; init; }
    public required string NoScenarioFailed { get; init; }
    public required string FileMissing { get; init; }
    public required string Cut { get; init; }

    public required string Measurements { get; init; }
    public required string MeasurementsNote { get; init; }
    public required string Measurement { get; init; }
    public required string Value { get; init; }
    public required string AttainedLabel { get; init; }
    public required string TargetMark { get; init; }
    public required string ShortOf { get; init; }
    public required string NotGraded { get; init; }
    public required string NotRecorded { get; init; }
    public required string WithoutLimit { get; init; }
    public required string ScenarioDidNotPass { get; init; }
    public required string LimitInOtherUnit { get; init; }
    public required string AtMost { get; init; }
    public required string AtLeast { get; init; }
    public required string ExpectedLimit { get; init; }
    public required string WhyNotRecorded { get; init; }
    public required string WhyOtherUnit { get; init; }
    public required string Parameters { get; init; }
    public required string ChartsAt { get; init; }
    public required string Phases { get; init; }
    public required string PhasesNote { get; init; }
    public required string Phase { get; init; }

    public required string Requirements { get; init; }
    public required string RequirementLabel { get; init; }
    public required string Clause { get; init; }
    public required string What { get; init; }
    public required string ObligationLabel { get; init; }
    public required string LevelLabel { get; init; }
    public required string MonitorLabel { get; init; }
    public required string MonitorNote { get; init; }
    public required string NotFalsified { get; init; }
    public required string NotFalsifiedByOne { get; init; }
    public required string Falsified { get; init; }
    public required string NoPacket { get; init; }
    public required string SeenByMonitor { get; init; }
    public required string MoreViolations { get; init; }
    public required string MonitoredOnly { get; init; }
    public required string NoScenario { get; init; }
    public required string OneScenario { get; init; }
    public required string ManyScenarios { get; init; }
    public required string DescribedAt { get; init; }
    public required string DidNotRun { get; init; }
    public required string Capture { get; init; }
    public required string Standard { get; init; }
    public required string Filter { get; init; }
    public required string All { get; init; }
    public required string Search { get; init; }
    public required string Reset { get; init; }
    public required string ExpandAll { get; init; }
    public required string CollapseAll { get; init; }
    public required string Shown { get; init; }

    public required string BoundaryTitle { get; init; }
    public required string BoundaryRun { get; init; }
    public required string BoundarySut { get; init; }
    public required string BoundaryAccreditation { get; init; }
    public required string BoundaryOffline { get; init; }

    public required IReadOnlyDictionary<Verdict, string> Verdicts { get; init; }
    public required IReadOnlyDictionary<Verdict, string> VerdictSentences { get; init; }
    public required IReadOnlyDictionary<Level, string> Levels { get; init; }
    public required IReadOnlyDictionary<Assessment, string> Assessments { get; init; }
    public required IReadOnlyDictionary<Criterion, string> CriteriaNames { get; init; }
    public required IReadOnlyDictionary<ResiliencePhase, string> PhaseNames { get; init; }
    public required IReadOnlyDictionary<Obligation, string> Obligations { get; init; }
    public required IReadOnlyDictionary<Declaration, string> Declarations { get; init; }
    public required IReadOnlyDictionary<string, string> StepStatuses { get; init; }

    /// <summary>The texts of a language.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Texts In(string language) => language switch
    {
        "en" => English,
        "de" => German,
        _ => throw new ArgumentException($"Reports are written in 'en' and 'de', not in '{language}'.", nameof(language)),
    };

    /// <summary>Puts values into a text's braces.</summary>
    public static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
