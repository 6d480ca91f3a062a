namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The type of a control packet: the upper four bits of its first byte (MQTT 5.0, clause 2.1.2).</summary>
public enum PacketType
{
    /// <summary>Forbidden.</summary>
    Reserved = 0,

    /// <summary>CONNECT.</summary>
    Connect = 1,

    /// <summary>CONNACK.</summary>
    ConnAck = 2,

    /// <summary>PUBLISH.</summary>
    Publish = 3,

    /// <summary>PUBACK.</summary>
    PubAck = 4,

    /// <summary>PUBREC.</summary>
    PubRec = 5,

    /// <summary>PUBREL.</summary>
    PubRel = 6,

    /// <summary>PUBCOMP.</summary>
    PubComp = 7,

    /// <summary>SUBSCRIBE.</summary>
    Subscribe = 8,

    /// <summary>SUBACK.</summary>
    SubAck = 9,

    /// <summary>UNSUBSCRIBE.</summary>
    Unsubscribe = 10,

    /// <summary>UNSUBACK.</summary>
    UnsubAck = 11,

    /// <summary>PINGREQ.</summary>
    PingReq = 12,

    /// <summary>PINGRESP.</summary>
    PingResp = 13,

    /// <summary>DISCONNECT.</summary>
    Disconnect = 14,

    /// <summary>AUTH, in MQTT 5.0 only.</summary>
    Auth = 15,
}
