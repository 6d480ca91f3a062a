namespace CertHarness.Load.Recording;

/// <summary>Signed numbers in as few bytes as they need: LEB128 of the zigzag form, at most nine bytes as HdrHistogram has it.</summary>
internal static class ZigZag
{
    public const int MostBytes = 9;

    public static int Write(Span<byte> output, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        while (length < MostBytes - 1 && rest > 0x7F)
        {
            output[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        // The ninth byte carries eight bits.
        output[length++] = (byte)rest;
        return length;
    }

    public static bool TryRead(ref ReadOnlySpan<byte> input, out long value)
    {
        ulong number = 0;
        value = 0;
        for (var length = 0; length < Math.Min(MostBytes, input.Length); length++)
        {
            var last = length == MostBytes - 1 || input[length] < 0x80;
            number |= (ulong)(length == MostBytes - 1 ? input[length] : input[length] & 0x7F) << (7 * length);
            if (!last)
                continue;
            value = (long)(number >> 1) ^ -(long)(number & 1);
            input = input[(length + 1)..];
            return true;
        }

        return false;
    }
}
