using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>
/// The reference broker as a small device may have one: all that MQTT lets a server leave out is left out, and said so. MQTT 3.1.1
/// knows fewer such choices; its clients find QoS 2 and retained messages.
/// </summary>
public sealed class RestrictedMqttBrokerSut : IEmbeddedSut
{
    /// <inheritdoc/>
    public string Name => "mqtt-broker-restricted";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("Reference broker, restricted", "CertHarness", typeof(RestrictedMqttBrokerSut).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public IReadOnlySet<SutOperation> Offers => SutControl.Everything;

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult<IRunningSut>(new RunningBroker(ReferenceBroker.Start(time, new BrokerOptions
        {
            MaximumQoS = QualityOfService.AtLeastOnce,
            RetainedMessages = false,
            WildcardSubscriptions = false,
            SharedSubscriptions = false,
            SubscriptionIdentifiers = false,
            TopicAliasMaximum = 0,
            LongestClientIdentifier = 23,
            ServerKeepAlive = 60,
        })));
}
