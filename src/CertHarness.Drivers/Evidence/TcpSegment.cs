using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CertHarness.Drivers.Evidence;

/// <summary>Builds the Ethernet frame around a recorded segment, as if it had been captured at the harness.</summary>
internal sealed class TcpSegment
{
    /// <summary>The most bytes in one frame: with all headers it stays below the 65535 that IP's length fields can say.</summary>
    public const int MaximumPayload = 65_475;

    private const int Ethernet = 14;
    private const int Ipv4 = 20;
    private const int Ipv6 = 40;
    private const int Tcp = 20;
    private const byte ProtocolTcp = 6;
    private const byte HopLimit = 64;

    // Locally administered addresses: 1 is the harness, 2 the SUT.
    private static readonly byte[] HarnessMac = [2, 0, 0, 0, 0, 1];
    private static readonly byte[] PeerMac = [2, 0, 0, 0, 0, 2];

    // MSS, no-operation, window scale 14 (RFC 7323, 2.3): no window of the evidence is ever full.
    private static readonly byte[] SynOptions = [2, 4, MaximumPayload >> 8, MaximumPayload & 0xFF, 1, 3, 3, 14];

    private readonly CapturedFrame _frame;
    private readonly IPEndPoint _source;
    private readonly IPEndPoint _destination;
    private readonly byte[] _options;

    public TcpSegment(CapturedFrame frame, int serverPort)
    {
        var trace = frame.Trace;
        var server = new IPEndPoint(trace.Server.Address, serverPort);
        var (harness, peer) = trace.Accepted ? (server, trace.Peer) : (trace.Harness, server);
        _frame = frame;
        (_source, _destination) = frame.ByHarness ? (harness, peer) : (peer, harness);
        _options = frame.Flags.HasFlag(TcpFlags.Syn) ? SynOptions : [];
    }

    private bool IsIpv6 => _source.AddressFamily == AddressFamily.InterNetworkV6;

    private int TcpHeader => Tcp + _options.Length;

    private int TcpLength => TcpHeader + _frame.Length;

    /// <summary>The frame's bytes as far as they were kept.</summary>
    public byte[] ToArray()
    {
        var ip = IsIpv6 ? Ipv6 : Ipv4;
        var bytes = new byte[Ethernet + ip + TcpHeader + _frame.Payload.Length];
        WriteEthernet(bytes);
        if (IsIpv6)
        {
            WriteIpv6(bytes.AsSpan(Ethernet, Ipv6));
        }
        else
        {
            WriteIpv4(bytes.AsSpan(Ethernet, Ipv4));
        }

        WriteTcp(bytes.AsSpan(Ethernet + ip));
        return bytes;
    }

    private void WriteEthernet(Span<byte> to)
    {
        (_frame.ByHarness ? PeerMac : HarnessMac).CopyTo(to);
        (_frame.ByHarness ? HarnessMac : PeerMac).CopyTo(to[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(to[12..], (ushort)(IsIpv6 ? 0x86DD : 0x0800));
    }

    // RFC 791, 3.1
    private void WriteIpv4(Span<byte> to)
    {
        to[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)(Ipv4 + TcpLength));
        to[6] = 0x40; // don't fragment
        to[8] = HopLimit;
        to[9] = ProtocolTcp;
        _source.Address.TryWriteBytes(to[12..], out _);
        _destination.Address.TryWriteBytes(to[16..], out _);
        var checksum = default(InternetChecksum);
        checksum.Add(to);
        BinaryPrimitives.WriteUInt16BigEndian(to[10..], checksum.Value);
    }

    // RFC 8200, 3
    private void WriteIpv6(Span<byte> to)
    {
        to[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(to[4..], (ushort)TcpLength);
        to[6] = ProtocolTcp;
        to[7] = HopLimit;
        _source.Address.TryWriteBytes(to[8..], out _);
        _destination.Address.TryWriteBytes(to[24..], out _);
    }

    // RFC 9293, 3.1
    private void WriteTcp(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)_source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)_destination.Port);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], _frame.Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], _frame.Acknowledgement);
        to[12] = (byte)(TcpHeader / 4 << 4);
        to[13] = (byte)_frame.Flags;
        BinaryPrimitives.WriteUInt16BigEndian(to[14..], ushort.MaxValue);
        _options.CopyTo(to[Tcp..]);
        _frame.Payload.Span.CopyTo(to[TcpHeader..]);
        if (_frame.Payload.Length == _frame.Length)
        {
            BinaryPrimitives.WriteUInt16BigEndian(to[16..], Checksum(to));
        }
    }

    private ushort Checksum(ReadOnlySpan<byte> segment)
    {
        var checksum = default(InternetChecksum);
        checksum.Add(_source.Address.GetAddressBytes());
        checksum.Add(_destination.Address.GetAddressBytes());
        checksum.Add(ProtocolTcp);
        checksum.Add((uint)TcpLength);
        checksum.Add(segment);
        return checksum.Value;
    }
}
