using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>
/// The reference broker behind TLS, over TCP and WebSocket, with users, topics that one of them may not use, and SCRAM-SHA-256. Its
/// users <c>lamp</c> and <c>overseer</c> have the passwords <c>lamp-key</c> and <c>overseer-key</c>; topics below <c>forbidden</c>
/// are for the second alone.
/// </summary>
public sealed class SecuredMqttBrokerSut : IEmbeddedSut
{
    /// <inheritdoc/>
    public string Name => "mqtt-broker-secured";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("Reference broker, secured", "CertHarness", typeof(SecuredMqttBrokerSut).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var authority = new TestAuthority(time);
        var broker = ReferenceBroker.Start(time, new BrokerOptions
        {
            Certificate = authority.Issue("127.0.0.1"),
            WebSocket = true,
            EnhancedAuthentication = true,
            Users = [new("lamp", "lamp-key", "forbidden"), new("overseer", "overseer-key")],
        });
        return Task.FromResult<IRunningSut>(new RunningBroker(broker) { Authority = authority.Pem });
    }
}
