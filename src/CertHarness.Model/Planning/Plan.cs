using System.Collections.Immutable;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Planning;

/// <summary>Every requirement of the profile with the scenarios planned for it, or why there are none: <c>plan.json</c>.</summary>
public sealed record Plan
{
    /// <summary>The profile's id.</summary>
    public required string Profile { get; init; }

    /// <summary>The profile's version.</summary>
    public required string ProfileVersion { get; init; }

    /// <summary>The profile's title.</summary>
    public required LocalizedText ProfileTitle { get; init; }

    /// <summary>The level that the run must earn.</summary>
    public required Level Target { get; init; }

    /// <summary>The seed of all randomness.</summary>
    public required int Seed { get; init; }

    /// <summary>SHA-256 over features, catalogues and profile, in lower-case hexadecimal.</summary>
    public required string SuiteDigest { get; init; }

    /// <summary>The numbers that the profile gives to its scenarios, by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters
    {
        get;
        init => field = value ?? ImmutableDictionary<string, double>.Empty; // A plan of an earlier version has none.
    }
        = ImmutableDictionary<string, double>.Empty;

    /// <summary>The requirements, in the order of the profile.</summary>
    public required IReadOnlyList<PlannedRequirement> Requirements { get; init; }

    /// <summary>The scenarios, in the order of the features.</summary>
    public required IReadOnlyList<PlannedScenario> Scenarios { get; init; }

    /// <summary>The capabilities as declared and observed when the plan was made.</summary>
    public required IReadOnlyList<CapabilityStatus> Capabilities { get; init; }
}

/// <summary>A requirement in a plan.</summary>
/// <param name="Requirement">The catalogue's row.</param>
/// <param name="Level">The lowest level that cannot be earned without it.</param>
/// <param name="Scenarios">The keys of the scenarios that verify it; empty where none exists or it is not applicable.</param>
/// <param name="NotApplicable">Why it is not applicable, or null.</param>
/// <param name="Monitored">Whether a monitor watches every packet of every scenario for it.</param>
public sealed record PlannedRequirement(
    Requirement Requirement, Level Level, IReadOnlyList<string> Scenarios, string? NotApplicable, bool Monitored = false)
{
    /// <summary>What the profile asks of what its scenarios measure.</summary>
    public IReadOnlyList<MeasurementLimit> Limits { get; init => field = value ?? []; } = []; // A plan of an earlier version has none.
}

/// <summary>A scenario in a plan.</summary>
/// <param name="Key">Unique and stable for a suite: feature file and line, such as <c>mqtt/retained-messages-23</c>.</param>
/// <param name="Name">The scenario's name, with the values of its row filled in.</param>
/// <param name="Feature">The feature's name.</param>
/// <param name="Rule">The rule's name, or null.</param>
/// <param name="File">The feature file, relative to the features folder.</param>
/// <param name="Line">The line of the scenario, or of the row of its examples.</param>
/// <param name="Tags">The tags, each with its <c>@</c>.</param>
public sealed record PlannedScenario(
    string Key, string Name, string Feature, string? Rule, string File, int Line, IReadOnlyList<string> Tags);
