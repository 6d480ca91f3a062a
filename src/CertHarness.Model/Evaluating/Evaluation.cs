using System.Collections.Immutable;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Evaluating;

/// <summary>The result of a run: <c>evaluation.json</c>. Made from plan and journal alone, so it can be made again.</summary>
public sealed record Evaluation
{
    /// <summary>The run folder's name.</summary>
    public required string Run { get; init; }

    /// <summary>The tool's version.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The campaign's name.</summary>
    public required string Campaign { get; init; }

    /// <summary>Who assesses.</summary>
    public required Assessment Assessment { get; init; }

    /// <summary>What was tested.</summary>
    public required SutDescription Sut { get; init; }

    /// <summary>Where it was reached.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What the SUT said it is, such as "mosquitto version 2.0.11"; unproved, and null where it did not tell.</summary>
    public string? Identification { get; init; }

    /// <summary>When the first scenario started; null where none did.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When the last scenario finished; null where none did.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The roll-up of the requirements up to the target level.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why the run as a whole is inconclusive or an error, root cause first; null where the verdicts tell it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The level to earn.</summary>
    public required Level Target { get; init; }

    /// <summary>The highest level earned, or null.</summary>
    public required Level? Level { get; init; }

    /// <summary>The profile's id.</summary>
    public required string Profile { get; init; }

    /// <summary>The profile's version.</summary>
    public required string ProfileVersion { get; init; }

    /// <summary>The profile's title.</summary>
    public required LocalizedText ProfileTitle { get; init; }

    /// <summary>SHA-256 over features, catalogues and profile.</summary>
    public required string SuiteDigest { get; init; }

    /// <summary>The seed of all randomness.</summary>
    public required int Seed { get; init; }

    /// <summary>The numbers that the profile gave to its scenarios, by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>A result for every requirement of the plan.</summary>
    public required IReadOnlyList<RequirementResult> Requirements { get; init; }

    /// <summary>A result for every scenario of the plan.</summary>
    public required IReadOnlyList<ScenarioResult> Scenarios { get; init; }

    /// <summary>A result for every criterion that the profile has requirements for.</summary>
    public required IReadOnlyList<CriterionResult> Criteria { get; init; }

    /// <summary>A result for every phase of resilience that the profile has requirements for.</summary>
    public IReadOnlyList<PhaseResult> Phases { get; init; } = [];

    /// <summary>The capabilities: declared, observed, tested.</summary>
    public required IReadOnlyList<CapabilityResult> Capabilities { get; init; }
}

/// <summary>What came out for a requirement.</summary>
/// <param name="Requirement">The catalogue's row.</param>
/// <param name="Level">The lowest level that cannot be earned without it.</param>
/// <param name="Verdict">The roll-up of its scenarios and of its limits at the target level, or at its own where that is higher; fail as
/// well where its monitor saw it broken. With a monitor alone: pass where every scenario ran, packets were judged and none broke it,
/// otherwise inconclusive.</param>
/// <param name="Scenarios">The keys of the scenarios that verify it.</param>
/// <param name="Reason">Why it is not applicable or inconclusive where no scenario says so, or null.</param>
/// <param name="Monitor">What its monitor saw, or null where it has none.</param>
public sealed record RequirementResult(
    Requirement Requirement, Level Level, Verdict Verdict, IReadOnlyList<string> Scenarios, string? Reason, MonitorResult? Monitor = null)
{
    /// <summary>What came of the profile's limits on what its scenarios measure.</summary>
    public IReadOnlyList<LimitResult> Limits { get; init; } = [];

    /// <summary>The verdict at each level; empty where it is the same at all, for want of limits.</summary>
    public IReadOnlyDictionary<Level, Verdict> AtLevels { get; init; } = ImmutableDictionary<Level, Verdict>.Empty;

    /// <summary>The verdict at a level.</summary>
    /// <param name="level">The level to earn.</param>
    public Verdict VerdictAt(Level level) => AtLevels.TryGetValue(level, out var verdict) ? verdict : Verdict;
}

/// <summary>What came out for a criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Verdict">The roll-up of its requirements up to the target level.</param>
/// <param name="Level">The highest level that its requirements allow, or null.</param>
/// <param name="Counts">How many of its requirements came out how.</param>
public sealed record CriterionResult(Criterion Criterion, Verdict Verdict, Level? Level, VerdictCounts Counts);

/// <summary>What came out for a phase of resilience.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Verdict">The roll-up of its requirements up to the target level.</param>
/// <param name="Level">The highest level that its requirements allow, or null.</param>
/// <param name="Counts">How many of its requirements came out how.</param>
public sealed record PhaseResult(ResiliencePhase Phase, Verdict Verdict, Level? Level, VerdictCounts Counts);

/// <summary>A capability as declared, observed and tested.</summary>
/// <param name="Status">Declared and observed.</param>
/// <param name="Tested">The roll-up of the requirements that depend on it, or null where there are none.</param>
/// <param name="Finding">A failure of the statement (declared, not observed) or a warning (observed, not declared), or null.</param>
public sealed record CapabilityResult(CapabilityStatus Status, Verdict? Tested, CapabilityFinding? Finding);

/// <summary>Where statement and observation differ.</summary>
public enum CapabilityFinding
{
    /// <summary>Declared as supported but not observed: the statement fails.</summary>
    DeclaredNotObserved,

    /// <summary>Observed but declared as not supported, or not declared: a warning.</summary>
    ObservedNotDeclared,
}
