using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Disturbances;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>What the broker allows. The defaults are small enough for a test to reach them.</summary>
public sealed record BrokerOptions
{
    /// <summary>The highest QoS that MQTT 5.0 clients may publish at, or null for every one.</summary>
    public QualityOfService? MaximumQoS { get; init; }

    /// <summary>Whether MQTT 5.0 clients may have messages retained.</summary>
    public bool RetainedMessages { get; init; } = true;

    /// <summary>Whether topic filters may have wildcards.</summary>
    public bool WildcardSubscriptions { get; init; } = true;

    /// <summary>Whether subscriptions may be shared.</summary>
    public bool SharedSubscriptions { get; init; } = true;

    /// <summary>Whether subscriptions may have identifiers.</summary>
    public bool SubscriptionIdentifiers { get; init; } = true;

    /// <summary>The most characters of a client identifier, at least 23; then it also takes letters and digits only. Null for no rule.</summary>
    public int? LongestClientIdentifier { get; init; }

    /// <summary>The keep alive, in seconds, that MQTT 5.0 clients must keep to instead of their own; null for none.</summary>
    public ushort? ServerKeepAlive { get; init; }

    /// <summary>Who may connect; nobody in particular where it is empty.</summary>
    public IReadOnlyList<BrokerUser> Users { get; init; } = [];

    /// <summary>Whether users may prove their password by SCRAM-SHA-256 instead of sending it.</summary>
    public bool EnhancedAuthentication { get; init; }

    /// <summary>The broker's certificate with its private key: everything is spoken over TLS then; null for no TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether it listens for WebSocket on a second port.</summary>
    public bool WebSocket { get; init; }

    /// <summary>What it does wrong with TLS and WebSocket: nothing, but in mutants.</summary>
    public TransportFaults Faults { get; init; } = new();

    /// <summary>What it does wrong when it is restarted or has stood still: nothing, but in mutants.</summary>
    internal DisturbanceFaults Disturbances { get; init; } = new();

    /// <summary>How many QoS 2 messages an MQTT 5.0 client may have under way; 1 to 65535.</summary>
    public ushort ReceiveMaximum { get; init; } = 20;

    /// <summary>The highest topic alias accepted; 0 for none.</summary>
    public ushort TopicAliasMaximum { get; init; } = 10;

    /// <summary>The largest packet accepted, in bytes.</summary>
    public int MaximumPacketSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>How many messages wait for a client that is away or slow; what comes on top is discarded.</summary>
    public int MaximumWaitingMessages { get; init; } = 100_000;

    /// <summary>How many bytes wait to be written to one client before QoS 0 messages are discarded and nothing more is read from it.</summary>
    public int OutputLimit { get; init; } = 8 * 1024 * 1024;

    /// <summary>How long a client may take to send its CONNECT.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
