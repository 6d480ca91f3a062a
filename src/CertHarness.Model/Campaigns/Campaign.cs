using CertHarness.Model.Profiles;

namespace CertHarness.Model.Campaigns;

/// <summary>All about one run: the SUT, its profile, endpoints, ICS, IXIT and how the SUT is started.</summary>
public sealed record Campaign
{
    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the profile.</summary>
    public required string Profile { get; init; }

    /// <summary>Who assesses whom.</summary>
    public Assessment Assessment { get; init; } = Assessment.FirstParty;

    /// <summary>The level applied for, or null for the profile's target.</summary>
    public Level? Target { get; init; }

    /// <summary>What is tested.</summary>
    public required SutDescription Sut { get; init; }

    /// <summary>How the SUT is started and where it is reached.</summary>
    public required Provision Provision { get; init; }

    /// <summary>The implementation conformance statement: capability and what the supplier declares; a missing one is not stated.</summary>
    public IReadOnlyDictionary<string, Declaration> Ics { get; init; } = new Dictionary<string, Declaration>();

    /// <summary>The extra information that tests need.</summary>
    public Ixit Ixit { get; init; } = new();

    /// <summary>Texts that must never be written to a run folder: the password, and what user name, password, command and files
    /// of the SUT's process or container and hooks take from the environment.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The seed of all randomness in the run.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>The words that identify the SUT in reports.</summary>
/// <param name="Name">The product's name.</param>
/// <param name="Vendor">Who makes it, or null.</param>
/// <param name="Version">The product's version, or null.</param>
public sealed record SutDescription(string Name, string? Vendor = null, string? Version = null);
