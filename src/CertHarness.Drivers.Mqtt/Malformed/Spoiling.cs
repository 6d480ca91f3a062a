namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>The ways to spoil a packet.</summary>
internal enum Spoiling
{
    /// <summary>It ends after a byte, and what was announced never comes.</summary>
    CutOff,

    /// <summary>It ends after a byte, and its length says so.</summary>
    CutShort,

    /// <summary>Its flags are others.</summary>
    Flags,

    /// <summary>Its type is another.</summary>
    Type,

    /// <summary>Its remaining length is wrong, too long, too large.</summary>
    RemainingLength,

    /// <summary>The length of a field is wrong.</summary>
    FieldLength,

    /// <summary>A text is not what a text may be.</summary>
    Text,

    /// <summary>A number is at the edge of its range, or beyond.</summary>
    Number,

    /// <summary>A field is missing.</summary>
    Missing,

    /// <summary>A field is there twice.</summary>
    Twice,

    /// <summary>Two fields have changed places.</summary>
    Swapped,

    /// <summary>A property is one that the packet cannot have.</summary>
    Property,

    /// <summary>A bit is flipped.</summary>
    BitFlip,

    /// <summary>Bytes follow its last field.</summary>
    Excess,

    /// <summary>It is well-formed and comes at the wrong time, or from the wrong side.</summary>
    Order,

    /// <summary>Several bits of it are flipped, it is sewn together of two, or it is noise.</summary>
    Noise,
}
