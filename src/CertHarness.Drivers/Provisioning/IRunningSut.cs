using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Provisioning;

/// <summary>A SUT that was started or found; disposing it stops what the harness started.</summary>
public interface IRunningSut : IAsyncDisposable
{
    /// <summary>Where it is reached, or, for a device, where the harness is.</summary>
    Uri Endpoint { get; }

    /// <summary>Completes the IXIT with what is known only once the SUT runs: its ports, its folder, its certificate.</summary>
    /// <param name="stated">The IXIT as the campaign states it.</param>
    Ixit Complete(Ixit stated) => stated;

    /// <summary>The SUT as a device that connects to the harness, which then listens at <see cref="Endpoint"/>; null where the harness
    /// connects to the SUT.</summary>
    Devices.IDevice? Device => null;

    /// <summary>The hand on the SUT, or null where nothing can be done to it.</summary>
    ISutControl? Control => null;

    /// <summary>The id of the process that the harness started, or null.</summary>
    int? ProcessId => null;

    /// <summary>The file with what that process printed, or null.</summary>
    string? LogPath => null;

    /// <summary>How the SUT ended by itself, such as "mosquitto ended with exit code 139", with the end of its output; null while it
    /// runs or where nobody can tell.</summary>
    string? Ended => null;

    /// <summary>When it ended by itself; null exactly where <see cref="Ended"/> is.</summary>
    DateTimeOffset? EndedAt => null;

    /// <summary>What scenarios need to know of it.</summary>
    /// <param name="stated">The IXIT as the campaign states it.</param>
    SutAccess Access(Ixit stated) => new(Endpoint, Complete(stated)) { Device = Device, Control = Control };
}
