using System.Buffers.Binary;

namespace CertHarness.Drivers.Transport;

/// <summary>The header of a frame from a server (RFC 6455, 5.2).</summary>
/// <param name="Opcode">What the frame is.</param>
/// <param name="IsFinal">Whether it ends its message.</param>
/// <param name="Length">How many bytes its payload has.</param>
/// <param name="Size">How many bytes the header has.</param>
public readonly record struct WebSocketHeader(WebSocketOpcode Opcode, bool IsFinal, long Length, int Size)
{
    private const int LongestControl = 125;

    private bool IsReserved { get; init; }

    private bool IsMasked { get; init; }

    /// <summary>Whether the frame is none of data.</summary>
    public bool IsControl => Opcode >= WebSocketOpcode.Close;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">What begins with it.</param>
    /// <param name="header">The header.</param>
    /// <returns>Whether all of it is there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WebSocketHeader header)
    {
        header = default;
        if (bytes.Length < 2)
            return false;
        var length = bytes[1] & 0x7F;
        var size = 2 + length switch { WebSocketFrame.Length16 => 2, WebSocketFrame.Length64 => 8, _ => 0 };
        if (bytes.Length < size)
            return false;
        header = new(
            (WebSocketOpcode)(bytes[0] & 0x0F),
            (bytes[0] & WebSocketFrame.Final) != 0,
            length switch
            {
                WebSocketFrame.Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
                WebSocketFrame.Length64 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
                var small => small,
            },
            size)
        {
            IsReserved = (bytes[0] & 0x70) != 0,
            IsMasked = (bytes[1] & WebSocketFrame.Masked) != 0,
        };
        return true;
    }

    /// <summary>What is wrong with the frame where MQTT is spoken, in words; null for nothing.</summary>
    /// <param name="isFragmented">Whether it comes in the middle of a message.</param>
    public string? ProblemOf(bool isFragmented) => Opcode switch
    {
        _ when IsReserved => "a frame with a reserved bit set (RFC 6455, 5.2)",
        _ when IsMasked => "a masked frame (RFC 6455, 5.1)",
        _ when Length < 0 => "a frame with an impossible length (RFC 6455, 5.2)",
        WebSocketOpcode.Text => "a text frame; MQTT is sent in binary frames (MQTT5-6.0.0-1, MQTT3-6.0.0-1)",
        WebSocketOpcode.Binary when isFragmented => "a new message before the end of the one before (RFC 6455, 5.4)",
        WebSocketOpcode.Continuation when !isFragmented => "a continuation of nothing (RFC 6455, 5.4)",
        WebSocketOpcode.Binary or WebSocketOpcode.Continuation => null,
        WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong when IsFinal && Length <= LongestControl => null,
        _ => $"a frame with opcode 0x{(int)Opcode:X} and {Length} bytes (RFC 6455, 5.2 and 5.5)",
    };
}
