using CertHarness.Model.Campaigns;
using CertHarness.Model.Profiles;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Runs;

/// <summary>What to run.</summary>
public sealed record RunRequest
{
    /// <summary>Features, catalogues, profiles.</summary>
    public required Suite Suite { get; init; }

    /// <summary>The campaign.</summary>
    public required Campaign Campaign { get; init; }

    /// <summary>The profile that the campaign tests by.</summary>
    public Profile Profile => Suite.Profiles.Single(p => p.Id == Campaign.Profile);

    /// <summary>The run folder; for a resumed run that of the earlier part.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>Whether the folder holds a journal to go on with.</summary>
    public bool Resume { get; init; }

    /// <summary>A tag expression that selects some scenarios, or null for all.</summary>
    public string? Only { get; init; }

    /// <summary>How many scenarios run at once at most. At least 1.</summary>
    public int Parallel { get; init; } = DefaultParallel;

    /// <summary>Enough to let a profile's waiting overlap, few enough connections for a small device.</summary>
    public const int DefaultParallel = 128;
}
