using CertHarness.Model.Profiles;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Qualifying;

/// <summary>What to qualify, and by what.</summary>
public sealed record QualificationRequest
{
    /// <summary>Features, catalogues, profiles.</summary>
    public required Suite Suite { get; init; }

    /// <summary>The profile whose requirements are qualified.</summary>
    public required Profile Profile { get; init; }

    /// <summary>The SUTs to ask whether they pass. Mutants are made of those that travel with the tool.</summary>
    public required IReadOnlyList<WitnessCampaign> Witnesses { get; init; }

    /// <summary>Where the result goes: a folder is made in it.</summary>
    public required string Reports { get; init; }

    /// <summary>A tag expression that selects the requirements all of whose scenarios it matches, or null for all.</summary>
    public string? Only { get; init; }

    /// <summary>How many mutants are tested at once at most. At least 1.</summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>The seed of all randomness.</summary>
    public required int Seed { get; init; }

    /// <summary>The same with the numbers of the profile that are for trials.</summary>
    internal QualificationRequest ForTrials()
    {
        var profile = Profile.ForTrials();
        return this with { Profile = profile, Suite = Suite.With(profile) };
    }

    /// <summary>Enough to let the mutants' waiting overlap, few enough that a small machine keeps up.</summary>
    public const int DefaultParallel = 24;
}
