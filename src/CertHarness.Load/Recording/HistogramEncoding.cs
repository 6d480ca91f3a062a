using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace CertHarness.Load.Recording;

/// <summary>The compressed V2 encoding of HdrHistogram, as base64: what its logs hold and other tools read.</summary>
public static class HistogramEncoding
{
    private const int V2 = 0x1c849313;
    private const int V2Compressed = 0x1c849314;
    private const int HeaderLength = 40;

    /// <summary>Encodes a histogram.</summary>
    /// <param name="histogram">The histogram.</param>
    public static string Encode(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        using var output = new MemoryStream();
        output.Write(stackalloc byte[8]);
        using (var compressed = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            WritePlain(histogram, compressed);

        var bytes = output.GetBuffer().AsSpan(0, (int)output.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes, V2Compressed);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], bytes.Length - 8);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Decodes a histogram of our layout.</summary>
    /// <param name="text">The encoded histogram.</param>
    /// <exception cref="InvalidDataException">It is not encoded so, or has another layout.</exception>
    public static LatencyHistogram Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var bytes = Convert.FromBase64String(text);
            Expect(bytes.Length > 8 && BinaryPrimitives.ReadInt32BigEndian(bytes) == V2Compressed, "a compressed V2 histogram");
            using var plain = new MemoryStream();
            using (var compressed = new ZLibStream(new MemoryStream(bytes, 8, bytes.Length - 8), CompressionMode.Decompress))
                compressed.CopyTo(plain);
            return Parse(plain.GetBuffer().AsSpan(0, (int)plain.Length));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("The histogram is not base64.", e);
        }
    }

    private static void WritePlain(LatencyHistogram histogram, Stream output)
    {
        var counts = histogram.Counts;
        var used = counts.Length - CountTrailingZeros(counts);
        var buffer = ArrayPool<byte>.Shared.Rent(HeaderLength + (used * ZigZag.MostBytes));
        var length = HeaderLength;
        for (var index = 0; index < used;)
        {
            long value = counts[index];
            var run = 1;
            if (value == 0)
            {
                while (index + run < used && counts[index + run] == 0)
                    run++;
                value = -run;
            }

            length += ZigZag.Write(buffer.AsSpan(length), value);
            index += run;
        }

        BinaryPrimitives.WriteInt32BigEndian(buffer, V2);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(4), length - HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(8), 0);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(12), LatencyHistogram.Digits);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(16), LatencyHistogram.Lowest);
        BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(24), LatencyHistogram.Highest);
        BinaryPrimitives.WriteDoubleBigEndian(buffer.AsSpan(32), 1);
        output.Write(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int CountTrailingZeros(ReadOnlySpan<long> counts) => counts.Length - 1 - counts.LastIndexOfAnyExcept(0);

    private static LatencyHistogram Parse(ReadOnlySpan<byte> plain)
    {
        Expect(plain.Length >= HeaderLength && BinaryPrimitives.ReadInt32BigEndian(plain) == V2, "a V2 histogram");
        Expect(
            BinaryPrimitives.ReadInt32BigEndian(plain[12..]) == LatencyHistogram.Digits
            && BinaryPrimitives.ReadInt64BigEndian(plain[16..]) == LatencyHistogram.Lowest
            && BinaryPrimitives.ReadInt64BigEndian(plain[24..]) == LatencyHistogram.Highest,
            "three digits from 100 ns to an hour");
        var histogram = new LatencyHistogram();
        var rest = plain[HeaderLength..];
        for (var index = 0L; rest.Length > 0;)
        {
            Expect(ZigZag.TryRead(ref rest, out var value), "whole numbers");
            Expect(value < 0 ? value >= index - histogram.Counts.Length : index < histogram.Counts.Length, "counts within its range");
            if (value < 0)
                index -= value;
            else
                histogram.Set((int)index++, value);
        }

        return histogram;
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
            throw new InvalidDataException($"The histogram is not {what}.");
    }
}
