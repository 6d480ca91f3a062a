namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The data types of properties (MQTT 5.0, clause 1.5).</summary>
internal enum PropertyType
{
    Byte,
    UInt16,
    UInt32,
    VariableByteInteger,
    String,
    StringPair,
    Binary,
}

/// <summary>What can carry properties: packets and the will within a CONNECT.</summary>
[Flags]
internal enum PropertyCarriers
{
    None = 0,
    Connect = 1,
    ConnAck = 1 << 1,
    Publish = 1 << 2,
    Will = 1 << 3,
    PubAck = 1 << 4,
    PubRec = 1 << 5,
    PubRel = 1 << 6,
    PubComp = 1 << 7,
    Subscribe = 1 << 8,
    SubAck = 1 << 9,
    Unsubscribe = 1 << 10,
    UnsubAck = 1 << 11,
    Disconnect = 1 << 12,
    Auth = 1 << 13,
    All = (1 << 14) - 1,
}
