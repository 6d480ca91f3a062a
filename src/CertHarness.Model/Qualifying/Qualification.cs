using System.Collections.Immutable;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Qualifying;

/// <summary>
/// Whether the requirements of a profile can be relied on: <c>qualification.json</c>. A requirement is qualified when its scenarios
/// pass on a SUT known to be right and fail on every mutant that breaks it, of which there is at least one.
/// </summary>
public sealed record Qualification
{
    /// <summary>The name of the folder.</summary>
    public required string Id { get; init; }

    /// <summary>The tool's version.</summary>
    public required string ToolVersion { get; init; }

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

    /// <summary>Parameters of the profile that were other ones in all runs and trials than a run by the profile has; none where there are
    /// none for trials.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The SUTs that were asked whether they pass.</summary>
    public required IReadOnlyList<Witness> Witnesses { get; init; }

    /// <summary>A result for each requirement, in the order of the profile.</summary>
    public required IReadOnlyList<RequirementQualification> Requirements { get; init; }
}

/// <summary>A SUT that was asked whether it passes.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Sut">What was tested.</param>
/// <param name="Identification">What the SUT said it is, or null.</param>
/// <param name="IsProduct">Whether others made it; the suite's own reference agrees with the suite by design.</param>
/// <param name="Reason">Why it could not be asked, or null.</param>
/// <param name="Report">Its run folder, relative to the qualification's.</param>
public sealed record Witness(string Campaign, SutDescription Sut, string? Identification, bool IsProduct, string? Reason, string Report);

/// <summary>What came out for a requirement.</summary>
/// <param name="Requirement">The catalogue's row.</param>
/// <param name="Level">The lowest level that cannot be earned without it.</param>
/// <param name="Testimonies">What each witness says, in their order.</param>
/// <param name="Mutants">What became of the mutants that break it.</param>
public sealed record RequirementQualification(
    Requirement Requirement, Level Level, IReadOnlyList<Testimony> Testimonies, IReadOnlyList<MutantResult> Mutants)
{
    /// <summary>Whether a witness passes.</summary>
    public bool HasWitness => Testimonies.Any(t => t.Verdict == Verdict.Pass);

    /// <summary>Whether a witness passes that others made.</summary>
    public bool HasProduct => Testimonies.Any(t => t.IsProduct && t.Verdict == Verdict.Pass);

    /// <summary>How many of its mutants were noticed.</summary>
    public int Killed => Mutants.Count(m => m.Outcome == MutantOutcome.Killed);

    /// <summary>Whether a witness passes, there are mutants, and all of them were noticed.</summary>
    public bool IsQualified => HasWitness && Mutants.Count > 0 && Killed == Mutants.Count;
}

/// <summary>What a witness says about a requirement.</summary>
/// <param name="Campaign">The witness's campaign.</param>
/// <param name="IsProduct">Whether others made it.</param>
/// <param name="Verdict">What came out.</param>
/// <param name="Reason">Why it did not pass; null where it did.</param>
public sealed record Testimony(string Campaign, bool IsProduct, Verdict Verdict, string? Reason);

/// <summary>What became of a mutant.</summary>
/// <param name="Name">The fault.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Verdict">The requirement's verdict on it; null where it could not be tested.</param>
/// <param name="Scenario">The scenario that decided, or null.</param>
/// <param name="Message">What that scenario found, or null where nothing was.</param>
public sealed record MutantResult(string Name, MutantOutcome Outcome, Verdict? Verdict, string? Scenario, string? Message);

/// <summary>What became of a mutant.</summary>
public enum MutantOutcome
{
    /// <summary>The requirement failed: the fault was noticed.</summary>
    Killed,

    /// <summary>The requirement passed, or turned out not to apply, in spite of the fault.</summary>
    Survived,

    /// <summary>Neither: a precondition did not come about, the machine was too busy, or the harness failed.</summary>
    Undecided,
}
