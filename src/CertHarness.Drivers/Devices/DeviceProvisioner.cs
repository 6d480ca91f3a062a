using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers.Devices;

/// <summary>Brings up a device that connects to the harness: what there is to start is started when a scenario asks for it.</summary>
/// <param name="provision">Where the harness listens, and the device's files.</param>
/// <param name="ixit">How the device is told what to do; null where it cannot be told anything.</param>
/// <param name="scratch">A folder for files and output of the device's programs; created where needed, never removed.</param>
/// <param name="time">The clock.</param>
public sealed class DeviceProvisioner(DeviceProvision provision, DeviceIxit? ixit, string scratch, TimeProvider time) : IProvisioner
{
    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(CancellationToken cancellationToken) => Task.FromResult<IRunningSut>(
        new Provisioned(provision.Listen, new CommandedDevice(provision, ixit ?? new DeviceIxit(), scratch, time)));

    private sealed record Provisioned(Uri Endpoint, IDevice Device) : IRunningSut
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
