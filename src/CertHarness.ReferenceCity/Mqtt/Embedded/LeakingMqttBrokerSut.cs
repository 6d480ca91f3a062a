using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>The reference broker with memory that seems to grow: whenever somebody looks there is more of it.</summary>
internal sealed class LeakingMqttBrokerSut : IEmbeddedSut
{
    private const long AtFirst = 100_000_000;
    private const long Leak = 5_000_000;

    private readonly MqttBrokerSut _right = new();

    public string Name => $"{_right.Name}-leaking";

    public SutDescription Description => _right.Description;

    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var held = AtFirst;
        return Task.FromResult<IRunningSut>(new RunningBroker(ReferenceBroker.Start(time)) { Memory = () => Interlocked.Add(ref held, Leak) });
    }
}
