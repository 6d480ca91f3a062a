namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>What a broker does wrong with TLS and WebSocket. Only its mutants have any of it.</summary>
public sealed record TransportFaults
{
    /// <summary>It agrees to versions of TLS before 1.2, by its ServerHello; more than that it does not speak of them.</summary>
    public bool OldTls { get; init; }

    /// <summary>Where it speaks TLS it serves who does not as well.</summary>
    public bool ServesInTheClear { get; init; }

    /// <summary>How many bytes it sends over TLS before it ends the connection.</summary>
    public long BreaksOffAfter { get; init; } = long.MaxValue;

    /// <summary>The subprotocol that it selects instead of that of MQTT, out of those offered; null for none.</summary>
    public Func<IReadOnlyList<string>, string?>? Selects { get; init; }

    /// <summary>How many binary frames it sends before it sends text frames; 0 or more.</summary>
    public int TextAfter { get; init; } = int.MaxValue;

    /// <summary>It takes text frames for binary ones.</summary>
    public bool TakesText { get; init; }

    /// <summary>It takes no notice of text frames.</summary>
    public bool OverlooksText { get; init; }

    /// <summary>It takes the first packet of a frame and nothing behind it.</summary>
    public bool OnePacketInAFrame { get; init; }

    /// <summary>It takes frames only that begin with a packet and hold all of it.</summary>
    public bool WholePacketsOnly { get; init; }

    /// <summary>It takes the first fragment of a message and no other.</summary>
    public bool RefusesFragments { get; init; }
}
