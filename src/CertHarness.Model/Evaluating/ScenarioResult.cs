using System.Text.Json.Serialization;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Evaluating;

/// <summary>What came out for a scenario.</summary>
public sealed record ScenarioResult
{
    /// <summary>The scenario.</summary>
    public required PlannedScenario Scenario { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>When it started; null where it did not run.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it did not pass; null where it did.</summary>
    public Finding? Finding { get; init; }

    /// <summary>Its steps, in order.</summary>
    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    /// <summary>Its attachments, in order.</summary>
    public IReadOnlyList<AttachedFile> Attachments { get; init; } = [];

    /// <summary>What it measured.</summary>
    public MeasurementRecord Measured { get; init; } = MeasurementRecord.Empty;

    /// <summary>What the monitors saw in it. An evaluation on disk has only what they saw in all scenarios, with the requirements.</summary>
    [JsonIgnore]
    public MonitorRecord Monitors { get; init; } = MonitorRecord.Empty;
}

/// <summary>Why a scenario did not pass.</summary>
/// <param name="Step">The step's text with its keyword, or null where no step is to blame.</param>
/// <param name="Line">The step's line in the feature file, or null.</param>
/// <param name="Expected">What the requirement allows, or null where the finding is no comparison.</param>
/// <param name="Observed">What was seen, or null where the finding is no comparison.</param>
/// <param name="Evidence">Where it can be seen, or null.</param>
/// <param name="Message">The whole message.</param>
public sealed record Finding(string? Step, int? Line, string? Expected, string? Observed, string? Evidence, string Message);

/// <summary>What came out for a step.</summary>
/// <param name="Keyword">The keyword as written, such as <c>Given</c>.</param>
/// <param name="Text">The step's text.</param>
/// <param name="Line">Its line in the feature file.</param>
/// <param name="Status">The status in Cucumber's words, in lower case: passed, failed, skipped, pending, undefined, ambiguous, unknown.</param>
/// <param name="Duration">How long it ran.</param>
/// <param name="Message">The message of its failure, or null.</param>
public sealed record StepResult(string Keyword, string Text, int Line, string Status, TimeSpan Duration, string? Message);

/// <summary>A file that a scenario left.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Path">The file, relative to the run folder, with forward slashes.</param>
/// <param name="MediaType">What is in it, such as <c>application/x-pcapng</c>.</param>
public sealed record AttachedFile(string Name, string Path, string MediaType);
