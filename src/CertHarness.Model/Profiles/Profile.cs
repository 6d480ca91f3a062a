using System.Collections.Immutable;
using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Profiles;

/// <summary>What a kind of component must meet.</summary>
public sealed record Profile
{
    /// <summary>The id by which campaigns name it, such as <c>mqtt-broker</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The profile's own version.</summary>
    public required string Version { get; init; }

    /// <summary>What kind of component it is for.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The scheme of the endpoint that the profile's scenarios talk to, such as <c>mqtt</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The folders under <c>features/</c> that hold its scenarios.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The side of the protocol that the SUT plays.</summary>
    public required Role Role { get; init; }

    /// <summary>The level that a run must earn for exit code 0, unless the campaign asks for another.</summary>
    public required Level Target { get; init; }

    /// <summary>The requirements, each once.</summary>
    public required IReadOnlyList<ProfileRequirement> Requirements { get; init; }

    /// <summary>The numbers that scenarios take from the profile, such as how many devices make up the fleet, by name.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Numbers that take the place of <see cref="Parameters"/> while the suite is qualified: a fault that is there shows with few
    /// devices as well, and there are many faults to try.</summary>
    public IReadOnlyDictionary<string, double> TrialParameters { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The profile by which the suite is qualified. Its limits are for the numbers of a run; other numbers have none.</summary>
    public Profile ForTrials() => TrialParameters.Count == 0 ? this : this with
    {
        Parameters = Parameters.Where(p => !TrialParameters.ContainsKey(p.Key)).Concat(TrialParameters).ToImmutableDictionary(),
        Limits = [],
    };

    /// <summary>What is asked of measurements.</summary>
    public IReadOnlyList<MeasurementLimit> Limits { get; init; } = [];
}

/// <summary>A requirement's part in a profile.</summary>
/// <param name="Id">The requirement's id.</param>
/// <param name="Level">The lowest level that cannot be earned without it.</param>
/// <param name="When">The capability without which it is not applicable, beside the catalogue's own, or null.</param>
public sealed record ProfileRequirement(string Id, Level Level, string? When);
