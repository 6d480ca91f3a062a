using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>The reference broker as a SUT.</summary>
public sealed class MqttBrokerSut : IEmbeddedSut
{
    private readonly BrokerOptions _options;

    /// <summary>The broker as it should be.</summary>
    public MqttBrokerSut()
        : this(new BrokerOptions())
    {
    }

    /// <summary>The broker with something altered.</summary>
    internal MqttBrokerSut(BrokerOptions options) => _options = options;

    /// <inheritdoc/>
    public string Name => "mqtt-broker";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("Reference broker", "CertHarness", typeof(MqttBrokerSut).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public IReadOnlySet<SutOperation> Offers => SutControl.Everything;

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult<IRunningSut>(new RunningBroker(ReferenceBroker.Start(time, _options)));
}
