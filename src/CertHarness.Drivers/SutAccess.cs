using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers;

/// <summary>Where and how the SUT of a run is reached.</summary>
/// <param name="Endpoint">Scheme, host and port.</param>
/// <param name="Ixit">Timeouts, credentials and prefixes.</param>
public sealed record SutAccess(Uri Endpoint, Ixit Ixit)
{
    /// <summary>The SUT as a device that connects to the harness, which listens at <see cref="Endpoint"/> (at a free port where it names
    /// none); null where the harness connects to the SUT.</summary>
    public Devices.IDevice? Device { get; init; }

    /// <summary>The hand on the SUT, or null where nothing can be done to it.</summary>
    public Provisioning.ISutControl? Control { get; init; }

    /// <summary>Whether other scenarios use the SUT after one that did something to it.</summary>
    public bool HandedOn { get; init; } = true;
}
