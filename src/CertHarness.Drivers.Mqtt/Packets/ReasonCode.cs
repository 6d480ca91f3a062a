namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The reason codes of MQTT 5.0 (clause 2.4). From 0x80 on they report a failure.</summary>
#pragma warning disable CA1028 // A reason code is one byte on the wire.
public enum ReasonCode : byte
#pragma warning restore CA1028
{
    /// <summary>0x00: Success; also Normal disconnection in a DISCONNECT and Granted QoS 0 in a SUBACK; in CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH.</summary>
    Success = 0x00,

    /// <summary>0x01: Granted QoS 1; in SUBACK.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>0x02: Granted QoS 2; in SUBACK.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>0x04: Disconnect with Will Message; in DISCONNECT.</summary>
    DisconnectWithWillMessage = 0x04,

    /// <summary>0x10: No matching subscribers; in PUBACK, PUBREC.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>0x11: No subscription existed; in UNSUBACK.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>0x18: Continue authentication; in AUTH.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>0x19: Re-authenticate; in AUTH.</summary>
    ReAuthenticate = 0x19,

    /// <summary>0x80: Unspecified error; the failure code of a SUBACK in MQTT 3.1.1; in CONNACK, PUBACK, PUBREC, SUBACK, UNSUBACK, DISCONNECT.</summary>
    UnspecifiedError = 0x80,

    /// <summary>0x81: Malformed Packet; in CONNACK, DISCONNECT.</summary>
    MalformedPacket = 0x81,

    /// <summary>0x82: Protocol Error; in CONNACK, DISCONNECT.</summary>
    ProtocolError = 0x82,

    /// <summary>0x83: Implementation specific error; in CONNACK, PUBACK, PUBREC, SUBACK, UNSUBACK, DISCONNECT.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>0x84: Unsupported Protocol Version; in CONNACK.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>0x85: Client Identifier not valid; in CONNACK.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>0x86: Bad User Name or Password; in CONNACK.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>0x87: Not authorized; in CONNACK, PUBACK, PUBREC, SUBACK, UNSUBACK, DISCONNECT.</summary>
    NotAuthorized = 0x87,

    /// <summary>0x88: Server unavailable; in CONNACK.</summary>
    ServerUnavailable = 0x88,

    /// <summary>0x89: Server busy; in CONNACK, DISCONNECT.</summary>
    ServerBusy = 0x89,

    /// <summary>0x8A: Banned; in CONNACK.</summary>
    Banned = 0x8A,

    /// <summary>0x8B: Server shutting down; in DISCONNECT.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>0x8C: Bad authentication method; in CONNACK, DISCONNECT.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>0x8D: Keep Alive timeout; in DISCONNECT.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>0x8E: Session taken over; in DISCONNECT.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>0x8F: Topic Filter invalid; in SUBACK, UNSUBACK, DISCONNECT.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>0x90: Topic Name invalid; in CONNACK, PUBACK, PUBREC, DISCONNECT.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>0x91: Packet Identifier in use; in PUBACK, PUBREC, SUBACK, UNSUBACK.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>0x92: Packet Identifier not found; in PUBREL, PUBCOMP.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>0x93: Receive Maximum exceeded; in DISCONNECT.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>0x94: Topic Alias invalid; in DISCONNECT.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>0x95: Packet too large; in CONNACK, DISCONNECT.</summary>
    PacketTooLarge = 0x95,

    /// <summary>0x96: Message rate too high; in DISCONNECT.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>0x97: Quota exceeded; in CONNACK, PUBACK, PUBREC, SUBACK, DISCONNECT.</summary>
    QuotaExceeded = 0x97,

    /// <summary>0x98: Administrative action; in DISCONNECT.</summary>
    AdministrativeAction = 0x98,

    /// <summary>0x99: Payload format invalid; in CONNACK, PUBACK, PUBREC, DISCONNECT.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>0x9A: Retain not supported; in CONNACK, DISCONNECT.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>0x9B: QoS not supported; in CONNACK, DISCONNECT.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>0x9C: Use another server; in CONNACK, DISCONNECT.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>0x9D: Server moved; in CONNACK, DISCONNECT.</summary>
    ServerMoved = 0x9D,

    /// <summary>0x9E: Shared Subscriptions not supported; in SUBACK, DISCONNECT.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>0x9F: Connection rate exceeded; in CONNACK, DISCONNECT.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>0xA0: Maximum connect time; in DISCONNECT.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>0xA1: Subscription Identifiers not supported; in SUBACK, DISCONNECT.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>0xA2: Wildcard Subscriptions not supported; in SUBACK, DISCONNECT.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
