using System.Buffers;
using System.Buffers.Binary;
using System.Reflection;
using System.Text;

namespace CertHarness.Drivers.Evidence;

/// <summary>Writes the blocks of a pcapng file (draft-ietf-opsawg-pcapng, section 4), little-endian.</summary>
internal sealed class PcapngWriter(Stream output)
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const ushort LinkTypeEthernet = 1;

    private const ushort OptionEnd = 0;
    private const ushort OptionComment = 1;
    private const ushort SectionHardware = 2;
    private const ushort SectionOs = 3;
    private const ushort SectionApplication = 4;
    private const ushort InterfaceName = 2;
    private const ushort InterfaceText = 3;
    private const ushort InterfaceResolution = 9;
    private const ushort PacketFlags = 2;

    private static readonly string Application = "CertHarness " + typeof(PcapngWriter).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public void WriteSection(string comment)
    {
        var body = new Body();
        body.Number32(ByteOrderMagic).Number16(1).Number16(0).Number64(ulong.MaxValue); // version 1.0, length not stated
        body.Text(OptionComment, comment);
        body.Text(SectionHardware, Application).Text(SectionOs, Application).Text(SectionApplication, Application);
        WriteBlock(SectionHeader, body.End());
    }

    public void WriteInterface()
    {
        var body = new Body();
        body.Number16(LinkTypeEthernet).Number16(0).Number32(0);
        body.Text(InterfaceName, "certharness").Text(InterfaceText, "connections between harness and SUT");
        body.Option(InterfaceResolution, [9]); // nanoseconds
        WriteBlock(InterfaceDescription, body.End());
    }

    public void WritePacket(CapturedFrame frame, byte[] bytes)
    {
        var nanoseconds = (ulong)(frame.At - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var body = new Body();
        body.Number32(0).Number32((uint)(nanoseconds >> 32)).Number32((uint)nanoseconds);
        body.Number32((uint)bytes.Length).Number32((uint)(bytes.Length + frame.Length - frame.Payload.Length)).Bytes(bytes);
        if (frame.Comment is { } comment)
        {
            body.Text(OptionComment, comment);
        }

        body.Option(PacketFlags, [(byte)(frame.ByHarness ? 2 : 1), 0, 0, 0]); // outbound or inbound
        WriteBlock(EnhancedPacket, body.End());
    }

    private void WriteBlock(uint type, ReadOnlySpan<byte> body)
    {
        const int Frame = 12;
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(head, type);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(body.Length + Frame));
        output.Write(head);
        output.Write(body);
        output.Write(head[4..]);
    }

    /// <summary>The inside of a block: everything is padded to 32 bits.</summary>
    private sealed class Body
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public Body Number16(ushort number)
        {
            Span<byte> bytes = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, number);
            _bytes.Write(bytes);
            return this;
        }

        public Body Number32(uint number) => Number16((ushort)number).Number16((ushort)(number >> 16));

        public Body Number64(ulong number) => Number32((uint)number).Number32((uint)(number >> 32));

        public Body Bytes(ReadOnlySpan<byte> bytes)
        {
            _bytes.Write(bytes);
            _bytes.Write(stackalloc byte[-bytes.Length & 3]);
            return this;
        }

        public Body Option(ushort code, ReadOnlySpan<byte> value) => Number16(code).Number16((ushort)value.Length).Bytes(value);

        public Body Text(ushort code, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return Option(code, bytes.AsSpan(0, Math.Min(bytes.Length, ushort.MaxValue)));
        }

        public ReadOnlySpan<byte> End()
        {
            Option(OptionEnd, []);
            return _bytes.WrittenSpan;
        }
    }
}
