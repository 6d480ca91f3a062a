namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>What a field of a packet is made of, which decides how it can be spoiled.</summary>
internal enum FieldKind
{
    /// <summary>One byte: flags, options, codes.</summary>
    Byte,

    /// <summary>A Two Byte Integer.</summary>
    UInt16,

    /// <summary>A Four Byte Integer.</summary>
    UInt32,

    /// <summary>A Variable Byte Integer.</summary>
    VariableByteInteger,

    /// <summary>A UTF-8 Encoded String with its length.</summary>
    Text,

    /// <summary>Binary Data with its length.</summary>
    Binary,

    /// <summary>Bytes to the end of the packet.</summary>
    Payload,

    /// <summary>The length of the properties that follow.</summary>
    BlockLength,

    /// <summary>The identifier of a property.</summary>
    PropertyId,
}
