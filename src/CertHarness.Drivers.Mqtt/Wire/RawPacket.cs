namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>A packet made by hand, whose fixed header may lie.</summary>
/// <param name="FirstByte">Type and flags.</param>
/// <param name="Body">What follows the Remaining Length.</param>
public sealed record RawPacket(byte FirstByte, ReadOnlyMemory<byte> Body)
{
    /// <summary>The Remaining Length to declare, or null for the length of the body.</summary>
    public uint? DeclaredLength { get; init; }

    /// <summary>How many bytes the Remaining Length takes at least; more than it needs makes an over-long form.</summary>
    public int LengthBytes { get; init; } = 1;

    /// <summary>The bytes to send.</summary>
    public byte[] ToArray() => new WireWriter()
        .Byte(FirstByte)
        .VariableByteInteger(DeclaredLength ?? (uint)Body.Length, LengthBytes)
        .Raw(Body.Span)
        .ToArray();
}
