using System.Buffers.Binary;

namespace CertHarness.Drivers.Evidence;

/// <summary>The one's complement sum of 16-bit words that IP and TCP use (RFC 1071).</summary>
internal struct InternetChecksum
{
    private ulong _sum;

    /// <summary>Adds bytes; only the last piece may be of odd length.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > 1; bytes = bytes[2..])
        {
            _sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        if (bytes.Length == 1)
        {
            _sum += (ulong)bytes[0] << 8;
        }
    }

    public void Add(uint word) => _sum += word;

    public readonly ushort Value
    {
        get
        {
            var sum = _sum;
            while (sum >> 16 != 0)
            {
                sum = (sum & 0xFFFF) + (sum >> 16);
            }

            return (ushort)~sum;
        }
    }
}
