using System.Buffers.Binary;
using CertHarness.Drivers.Evidence;
using CsCheck;

namespace CertHarness.Drivers.Tests.Evidence;

public sealed class InternetChecksumTests
{
    [Fact]
    public void The_example_of_RFC_1071_comes_out()
    {
        var checksum = default(InternetChecksum);
        checksum.Add([0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]);

        Assert.Equal(unchecked((ushort)~0xDDF2), checksum.Value);
    }

    [Fact]
    public void Bytes_with_their_checksum_sum_up_to_zero() =>
        Gen.Byte.Array[0, 100].Where(bytes => bytes.Length % 2 == 0).Sample(bytes =>
        {
            var checksum = default(InternetChecksum);
            checksum.Add(bytes);
            var own = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(own, checksum.Value);
            checksum.Add(own);
            Assert.Equal(0, checksum.Value);
        });
}
