namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The properties of MQTT 5.0 by their identifiers (clause 2.2.2.2).</summary>
#pragma warning disable CA1028 // All identifiers of the standard fit one byte.
public enum PropertyId : byte
#pragma warning restore CA1028
{
    /// <summary>0x01: Payload Format Indicator.</summary>
    PayloadFormatIndicator = 0x01,

    /// <summary>0x02: Message Expiry Interval.</summary>
    MessageExpiryInterval = 0x02,

    /// <summary>0x03: Content Type.</summary>
    ContentType = 0x03,

    /// <summary>0x08: Response Topic.</summary>
    ResponseTopic = 0x08,

    /// <summary>0x09: Correlation Data.</summary>
    CorrelationData = 0x09,

    /// <summary>0x0B: Subscription Identifier.</summary>
    SubscriptionIdentifier = 0x0B,

    /// <summary>0x11: Session Expiry Interval.</summary>
    SessionExpiryInterval = 0x11,

    /// <summary>0x12: Assigned Client Identifier.</summary>
    AssignedClientIdentifier = 0x12,

    /// <summary>0x13: Server Keep Alive.</summary>
    ServerKeepAlive = 0x13,

    /// <summary>0x15: Authentication Method.</summary>
    AuthenticationMethod = 0x15,

    /// <summary>0x16: Authentication Data.</summary>
    AuthenticationData = 0x16,

    /// <summary>0x17: Request Problem Information.</summary>
    RequestProblemInformation = 0x17,

    /// <summary>0x18: Will Delay Interval.</summary>
    WillDelayInterval = 0x18,

    /// <summary>0x19: Request Response Information.</summary>
    RequestResponseInformation = 0x19,

    /// <summary>0x1A: Response Information.</summary>
    ResponseInformation = 0x1A,

    /// <summary>0x1C: Server Reference.</summary>
    ServerReference = 0x1C,

    /// <summary>0x1F: Reason String.</summary>
    ReasonString = 0x1F,

    /// <summary>0x21: Receive Maximum.</summary>
    ReceiveMaximum = 0x21,

    /// <summary>0x22: Topic Alias Maximum.</summary>
    TopicAliasMaximum = 0x22,

    /// <summary>0x23: Topic Alias.</summary>
    TopicAlias = 0x23,

    /// <summary>0x24: Maximum QoS.</summary>
    MaximumQoS = 0x24,

    /// <summary>0x25: Retain Available.</summary>
    RetainAvailable = 0x25,

    /// <summary>0x26: User Property.</summary>
    UserProperty = 0x26,

    /// <summary>0x27: Maximum Packet Size.</summary>
    MaximumPacketSize = 0x27,

    /// <summary>0x28: Wildcard Subscription Available.</summary>
    WildcardSubscriptionAvailable = 0x28,

    /// <summary>0x29: Subscription Identifiers Available.</summary>
    SubscriptionIdentifiersAvailable = 0x29,

    /// <summary>0x2A: Shared Subscription Available.</summary>
    SharedSubscriptionAvailable = 0x2A,
}
