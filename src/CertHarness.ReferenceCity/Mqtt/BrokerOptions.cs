namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>What the broker allows. The defaults are small enough for a test to reach them.</summary>
public sealed record BrokerOptions
{
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
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
