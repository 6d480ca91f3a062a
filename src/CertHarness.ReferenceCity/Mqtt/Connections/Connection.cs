using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.ReferenceCity.Mqtt.Authentication;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>A client's connection as the rules see it. Used with the broker's gate held.</summary>
internal sealed class Connection(OutgoingQueue output, Action stopReading)
{
    /// <summary>The version; that of the CONNECT once it has come.</summary>
    public MqttVersion Version { get; set; } = MqttVersion.V311;

    /// <summary>The session; null before a CONNECT was accepted and after the connection has ended.</summary>
    public Session? Session { get; set; }

    /// <summary>Whether nothing more is sent or handled.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Fires when no packet has come in time: the CONNECT at first, any packet later.</summary>
    public Deadline? Silence { get; set; }

    /// <summary>The largest packet that the client accepts, in bytes.</summary>
    public uint MaximumPacketSize { get; set; } = uint.MaxValue;

    /// <summary>Whether the client wants reason strings.</summary>
    public bool WantsProblemInformation { get; set; } = true;

    /// <summary>The method of its CONNECT, or null.</summary>
    public string? AuthenticationMethod { get; set; }

    /// <summary>The authentication that waits for the client, or null.</summary>
    public PendingAuthentication? Pending { get; set; }

    /// <summary>How many messages may be sent before the client acknowledges one.</summary>
    public SendQuota Quota { get; set; } = new(ushort.MaxValue);

    /// <summary>What the client's topic aliases stand for.</summary>
    public Dictionary<ushort, string> IncomingAliases { get; } = [];

    /// <summary>The topic aliases given to the client.</summary>
    public OutgoingAliases OutgoingAliases { get; set; } = new(0);

    /// <summary>The QoS 2 messages that the client has begun on this connection and not finished.</summary>
    public HashSet<ushort> UnfinishedReceipts { get; } = [];

    /// <summary>Whether the client reads more slowly than it is sent to.</summary>
    public bool IsSlow => output.IsFull;

    /// <summary>How many bytes wait to be written to the client.</summary>
    public long WaitingBytes => output.Bytes;

    /// <summary>Sends a packet, unless the client would not accept one of its size (MQTT5-3.1.2-24).</summary>
    /// <returns>False where it is too large.</returns>
    public bool TrySend(MqttPacket packet)
    {
        if (IsClosed)
            return true;
        var bytes = PacketEncoder.Encode(packet, Version);
        if (bytes.Length > MaximumPacketSize)
            return false;
        output.Add(bytes);
        return true;
    }

    /// <summary>Says why, where the version has words for it, and closes.</summary>
    public void Disconnect(ReasonCode reasonCode, string reason)
    {
        // MQTT 3.1.1 knows no DISCONNECT from a server, and MQTT 5.0 none before the CONNACK (MQTT5-3.14.0-1).
        if (Version == MqttVersion.V5 && Session is not null)
        {
            var packet = new DisconnectPacket { ReasonCode = reasonCode };
            var explained = packet with { Properties = new() { ReasonString = reason } };
            if (!WantsProblemInformation || !TrySend(explained))
                TrySend(packet);
        }

        Close();
    }

    /// <summary>Closes after what has been sent so far.</summary>
    public void Close()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        Silence?.Dispose();
        output.Complete();
        stopReading();
    }
}
