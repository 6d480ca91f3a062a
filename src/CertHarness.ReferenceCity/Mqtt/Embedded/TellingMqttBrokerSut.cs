using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>The reference broker with a word on how much memory it holds, which the right one cannot have. Only mutants tell.</summary>
/// <param name="name">What is added to the name.</param>
/// <param name="options">What the broker allows.</param>
/// <param name="held">What a broker that was started says whenever somebody looks, in bytes.</param>
internal sealed class TellingMqttBrokerSut(string name, BrokerOptions options, Func<ReferenceBroker, Func<long?>> held) : IEmbeddedSut
{
    private const long AtFirst = 100_000_000;
    private const long Leak = 5_000_000;

    private readonly MqttBrokerSut _right = new();

    /// <summary>One with memory that seems to grow: whenever somebody looks there is more of it.</summary>
    public static TellingMqttBrokerSut Leaking { get; } = new("leaking", new BrokerOptions(), _ =>
    {
        var held = AtFirst;
        return () => Interlocked.Add(ref held, Leak);
    });

    /// <summary>One that keeps for a client whatever that does not read.</summary>
    public static TellingMqttBrokerSut Hoarding { get; } =
        new("hoarding", new BrokerOptions { OutputLimit = int.MaxValue }, broker => () => AtFirst + broker.WaitingBytes);

    public string Name => $"{_right.Name}-{name}";

    public SutDescription Description => _right.Description;

    public IReadOnlySet<SutOperation> Offers => _right.Offers;

    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var broker = ReferenceBroker.Start(time, options);
        return Task.FromResult<IRunningSut>(new RunningBroker(broker) { Memory = held(broker) });
    }
}
