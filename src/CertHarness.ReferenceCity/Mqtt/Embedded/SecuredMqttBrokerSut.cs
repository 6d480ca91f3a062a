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
    private readonly Func<BrokerOptions, TestAuthority, BrokerOptions> _alter;

    /// <summary>The broker as it should be.</summary>
    public SecuredMqttBrokerSut()
        : this((options, _) => options)
    {
    }

    /// <summary>The broker with something altered.</summary>
    internal SecuredMqttBrokerSut(Func<BrokerOptions, TestAuthority, BrokerOptions> alter) => _alter = alter;

    /// <inheritdoc/>
    public string Name => "mqtt-broker-secured";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("Reference broker, secured", "CertHarness", typeof(SecuredMqttBrokerSut).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public IReadOnlySet<SutOperation> Offers => SutControl.Everything;

    /// <inheritdoc/>
    public IEmbeddedSut InTheClear => new SecuredMqttBrokerSut((options, _) => options with { Certificate = null });

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var authority = new TestAuthority(time);
        var options = _alter(new BrokerOptions
        {
            Certificate = authority.Issue("127.0.0.1"),
            WebSocket = true,
            EnhancedAuthentication = true,
            Users = [new("lamp", "lamp-key", "forbidden"), new("overseer", "overseer-key")],
        }, authority);
        return Task.FromResult<IRunningSut>(new RunningBroker(ReferenceBroker.Start(time, options)) { Authority = authority.Pem });
    }
}
