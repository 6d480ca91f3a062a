using System.Collections.Frozen;

namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>What the reason codes are called and which packets may carry them (MQTT 5.0, clause 2.4).</summary>
public static class ReasonCodes
{
    private static readonly FrozenDictionary<ReasonCode, Row> Rows = new Dictionary<ReasonCode, Row>
    {
        [ReasonCode.Success] = new("Success", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.PubRel, PacketType.PubComp, PacketType.SubAck, PacketType.UnsubAck, PacketType.Disconnect, PacketType.Auth]),
        [ReasonCode.GrantedQoS1] = new("Granted QoS 1", [PacketType.SubAck]),
        [ReasonCode.GrantedQoS2] = new("Granted QoS 2", [PacketType.SubAck]),
        [ReasonCode.DisconnectWithWillMessage] = new("Disconnect with Will Message", [PacketType.Disconnect]),
        [ReasonCode.NoMatchingSubscribers] = new("No matching subscribers", [PacketType.PubAck, PacketType.PubRec]),
        [ReasonCode.NoSubscriptionExisted] = new("No subscription existed", [PacketType.UnsubAck]),
        [ReasonCode.ContinueAuthentication] = new("Continue authentication", [PacketType.Auth]),
        [ReasonCode.ReAuthenticate] = new("Re-authenticate", [PacketType.Auth]),
        [ReasonCode.UnspecifiedError] = new("Unspecified error", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.SubAck, PacketType.UnsubAck, PacketType.Disconnect]),
        [ReasonCode.MalformedPacket] = new("Malformed Packet", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.ProtocolError] = new("Protocol Error", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.ImplementationSpecificError] = new("Implementation specific error", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.SubAck, PacketType.UnsubAck, PacketType.Disconnect]),
        [ReasonCode.UnsupportedProtocolVersion] = new("Unsupported Protocol Version", [PacketType.ConnAck]),
        [ReasonCode.ClientIdentifierNotValid] = new("Client Identifier not valid", [PacketType.ConnAck]),
        [ReasonCode.BadUserNameOrPassword] = new("Bad User Name or Password", [PacketType.ConnAck]),
        [ReasonCode.NotAuthorized] = new("Not authorized", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.SubAck, PacketType.UnsubAck, PacketType.Disconnect]),
        [ReasonCode.ServerUnavailable] = new("Server unavailable", [PacketType.ConnAck]),
        [ReasonCode.ServerBusy] = new("Server busy", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.Banned] = new("Banned", [PacketType.ConnAck]),
        [ReasonCode.ServerShuttingDown] = new("Server shutting down", [PacketType.Disconnect]),
        [ReasonCode.BadAuthenticationMethod] = new("Bad authentication method", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.KeepAliveTimeout] = new("Keep Alive timeout", [PacketType.Disconnect]),
        [ReasonCode.SessionTakenOver] = new("Session taken over", [PacketType.Disconnect]),
        [ReasonCode.TopicFilterInvalid] = new("Topic Filter invalid", [PacketType.SubAck, PacketType.UnsubAck, PacketType.Disconnect]),
        [ReasonCode.TopicNameInvalid] = new("Topic Name invalid", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.Disconnect]),
        [ReasonCode.PacketIdentifierInUse] = new("Packet Identifier in use", [PacketType.PubAck, PacketType.PubRec, PacketType.SubAck, PacketType.UnsubAck]),
        [ReasonCode.PacketIdentifierNotFound] = new("Packet Identifier not found", [PacketType.PubRel, PacketType.PubComp]),
        [ReasonCode.ReceiveMaximumExceeded] = new("Receive Maximum exceeded", [PacketType.Disconnect]),
        [ReasonCode.TopicAliasInvalid] = new("Topic Alias invalid", [PacketType.Disconnect]),
        [ReasonCode.PacketTooLarge] = new("Packet too large", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.MessageRateTooHigh] = new("Message rate too high", [PacketType.Disconnect]),
        [ReasonCode.QuotaExceeded] = new("Quota exceeded", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.SubAck, PacketType.Disconnect]),
        [ReasonCode.AdministrativeAction] = new("Administrative action", [PacketType.Disconnect]),
        [ReasonCode.PayloadFormatInvalid] = new("Payload format invalid", [PacketType.ConnAck, PacketType.PubAck, PacketType.PubRec, PacketType.Disconnect]),
        [ReasonCode.RetainNotSupported] = new("Retain not supported", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.QoSNotSupported] = new("QoS not supported", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.UseAnotherServer] = new("Use another server", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.ServerMoved] = new("Server moved", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.SharedSubscriptionsNotSupported] = new("Shared Subscriptions not supported", [PacketType.SubAck, PacketType.Disconnect]),
        [ReasonCode.ConnectionRateExceeded] = new("Connection rate exceeded", [PacketType.ConnAck, PacketType.Disconnect]),
        [ReasonCode.MaximumConnectTime] = new("Maximum connect time", [PacketType.Disconnect]),
        [ReasonCode.SubscriptionIdentifiersNotSupported] = new("Subscription Identifiers not supported", [PacketType.SubAck, PacketType.Disconnect]),
        [ReasonCode.WildcardSubscriptionsNotSupported] = new("Wildcard Subscriptions not supported", [PacketType.SubAck, PacketType.Disconnect]),
    }.ToFrozenDictionary();

    /// <summary>Whether the standard lists the code for a packet of that type.</summary>
    /// <param name="code">The code.</param>
    /// <param name="type">The packet that carries it.</param>
    public static bool IsAllowed(this ReasonCode code, PacketType type) => Rows.TryGetValue(code, out var row) && row.Carriers.Contains(type);

    /// <summary>Whether the code reports a failure: 0x80 and above.</summary>
    /// <param name="code">The code.</param>
    public static bool IsFailure(this ReasonCode code) => (byte)code >= 0x80;

    /// <summary>The code for a failure message, such as "0x87 Not authorized".</summary>
    /// <param name="code">The code.</param>
    /// <param name="type">The packet that carries it; 0x00 and 0x80 are called differently in some.</param>
    public static string Describe(this ReasonCode code, PacketType type) => $"0x{(byte)code:X2} " + (code, type) switch
    {
        (ReasonCode.Success, PacketType.Disconnect) => "Normal disconnection",
        (ReasonCode.Success, PacketType.SubAck) => "Granted QoS 0",
        _ => Rows.TryGetValue(code, out var row) ? row.Name : "(not a reason code of the standard)",
    };

    private sealed record Row(string Name, PacketType[] Carriers);
}
