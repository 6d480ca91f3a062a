namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>Cuts bytes into packets where they lie (clause 2.1).</summary>
internal static class PacketCutter
{
    private const int MostLengthBytes = 4;

    /// <summary>Cuts off the first packet.</summary>
    /// <param name="bytes">The bytes; the packet is taken from their start.</param>
    /// <param name="largest">A packet may have so many bytes.</param>
    /// <param name="packet">The packet with its header; empty unless there is one.</param>
    public static CutResult Cut(ref ReadOnlySpan<byte> bytes, int largest, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (bytes.IsEmpty)
            return CutResult.Incomplete;
        if (!TryReadLength(bytes[1..], out var length, out var digits))
            return bytes.Length > MostLengthBytes ? CutResult.Malformed : CutResult.Incomplete;
        var whole = 1 + digits + length;
        if (whole > largest)
            return CutResult.Malformed;
        if (whole > bytes.Length)
            return CutResult.Incomplete;
        packet = bytes[..whole];
        bytes = bytes[whole..];
        return CutResult.Packet;
    }

    /// <summary>What a packet has after its Remaining Length.</summary>
    public static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> packet)
    {
        TryReadLength(packet[1..], out _, out var digits);
        return packet[(1 + digits)..];
    }

    /// <summary>Reads a Variable Byte Integer (clause 1.5.5).</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int digits)
    {
        length = 0;
        for (digits = 0; digits < Math.Min(MostLengthBytes, bytes.Length);)
        {
            var next = bytes[digits];
            length |= (next & 0x7F) << (7 * digits++);
            if (next < 0x80)
                return true;
        }

        return false;
    }
}

/// <summary>What there is at the start of some bytes.</summary>
internal enum CutResult
{
    Incomplete,
    Packet,
    Malformed,
}
