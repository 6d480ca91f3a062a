using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Provisioning;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>A device that runs within the harness: each order starts one.</summary>
/// <param name="start">Starts it.</param>
/// <param name="reconnects">Whether it comes back by itself.</param>
/// <param name="actions">The actions that it takes.</param>
/// <param name="options">The options that it takes with each of them.</param>
internal sealed class EmbeddedDevice(
    Func<DeviceOrder, IRunningDevice> start, bool reconnects, IReadOnlySet<string> actions, IReadOnlySet<string> options) : IDevice, IRunningSut
{
    public Uri Endpoint { get; } = new("mqtt://127.0.0.1");

    public IDevice Device => this;

    public int MostAtOnce => 64;

    public bool Reconnects => reconnects;

    public int ShortestKeepAlive => 2;

    public bool Offers(string action) => actions.Contains(action);

    public bool Offers(string action, string option) => Offers(action) && options.Contains(option);

    public Task<IRunningDevice> StartAsync(DeviceOrder order, CancellationToken cancellationToken) => Task.FromResult(start(order));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
