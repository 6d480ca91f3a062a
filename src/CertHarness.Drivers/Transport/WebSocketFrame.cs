using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CertHarness.Drivers.Transport;

/// <summary>What a WebSocket frame is (RFC 6455, 5.2).</summary>
public enum WebSocketOpcode
{
    /// <summary>Goes on with a message that an earlier frame began.</summary>
    Continuation = 0x0,

    /// <summary>A message of text.</summary>
    Text = 0x1,

    /// <summary>A message of bytes.</summary>
    Binary = 0x2,

    /// <summary>The end.</summary>
    Close = 0x8,

    /// <summary>Asks for a pong.</summary>
    Ping = 0x9,

    /// <summary>Answers a ping.</summary>
    Pong = 0xA,
}

/// <summary>Writes frames as a client does: masked (RFC 6455, 5.3).</summary>
public static class WebSocketFrame
{
    internal const byte Final = 0x80;
    internal const byte Masked = 0x80;
    internal const byte Length16 = 126;
    internal const byte Length64 = 127;

    /// <summary>So many bytes a frame has more than its payload, at most.</summary>
    public const int MostOverhead = 14;

    private const int MaskLength = 4;

    /// <summary>Writes a frame for the wire, with a random masking key.</summary>
    /// <param name="frame">Room for the payload and <see cref="MostOverhead"/> bytes.</param>
    /// <param name="opcode">What it is.</param>
    /// <param name="final">Whether it ends its message.</param>
    /// <param name="payload">Its content.</param>
    /// <returns>How many bytes it has.</returns>
    public static int Write(Span<byte> frame, WebSocketOpcode opcode, bool final, ReadOnlySpan<byte> payload)
    {
        var header = Header(opcode, final, payload.Length);
        header.CopyTo(frame);
        var mask = frame.Slice(header.Length, MaskLength);
        RandomNumberGenerator.Fill(mask);
        var body = frame.Slice(header.Length + MaskLength, payload.Length);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] = (byte)(payload[i] ^ mask[i % MaskLength]);
        }

        return header.Length + MaskLength + body.Length;
    }

    /// <summary>The frame for the wire, with a random masking key, and the same one as evidence shows it, with a key of zero.</summary>
    internal static (byte[] Wire, byte[] Shown) Build(WebSocketOpcode opcode, bool final, ReadOnlySpan<byte> payload)
    {
        byte[] shown = [.. Header(opcode, final, payload.Length), .. new byte[MaskLength], .. payload];
        var wire = new byte[shown.Length];
        Write(wire, opcode, final, payload);
        return (wire, shown);
    }

    private static byte[] Header(WebSocketOpcode opcode, bool final, int length)
    {
        var first = (byte)((final ? Final : 0) | (int)opcode);
        switch (length)
        {
            case < Length16:
                return [first, (byte)(Masked | length)];
            case <= ushort.MaxValue:
                return [first, Masked | Length16, (byte)(length >> 8), (byte)length];
            default:
                var header = new byte[10];
                header[0] = first;
                header[1] = Masked | Length64;
                BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(2), length);
                return header;
        }
    }
}
