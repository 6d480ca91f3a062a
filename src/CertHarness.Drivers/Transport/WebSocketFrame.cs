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
internal static class WebSocketFrame
{
    public const byte Final = 0x80;
    public const byte Masked = 0x80;
    public const byte Length16 = 126;
    public const byte Length64 = 127;

    private const int MaskLength = 4;

    /// <summary>The frame for the wire, with a random masking key, and the same one as evidence shows it, with a key of zero.</summary>
    public static (byte[] Wire, byte[] Shown) Build(WebSocketOpcode opcode, bool final, ReadOnlySpan<byte> payload)
    {
        var header = Header(opcode, final, payload.Length);
        byte[] shown = [.. header, .. new byte[MaskLength], .. payload];
        byte[] wire = [.. shown];
        var mask = wire.AsSpan(header.Length, MaskLength);
        RandomNumberGenerator.Fill(mask);
        var body = wire.AsSpan(header.Length + MaskLength);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= mask[i % MaskLength];
        }

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
