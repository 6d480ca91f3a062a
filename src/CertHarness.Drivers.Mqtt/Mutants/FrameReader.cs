using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>Cuts the bytes of one side into frames. Bytes whose length cannot be told stay together as they arrive.</summary>
/// <param name="from">The side.</param>
internal sealed class FrameReader(Side from)
{
    private const int MostLengthBytes = 4;

    private readonly PacketDecoder _decoder = new(from == Side.Harness ? PacketReceiver.Server : PacketReceiver.Client);
    private byte[] _buffer = new byte[4 << 10];
    private int _filled;
    private bool _lost;

    /// <summary>Takes bytes in and gives the frames that are complete.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="version">The version that the connection speaks, asked for before each frame.</param>
    public IEnumerable<Frame> Read(ReadOnlyMemory<byte> bytes, Func<MqttVersion> version)
    {
        if (_filled + bytes.Length > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _filled + bytes.Length));
        bytes.CopyTo(_buffer.AsMemory(_filled));
        _filled += bytes.Length;
        var at = 0;
        while (at < _filled && LengthOf(_buffer.AsSpan(at, _filled - at)) is { } length && at + length <= _filled)
        {
            yield return Decode(_buffer.AsSpan(at, length).ToArray(), version());
            at += length;
        }

        _buffer.AsSpan(at, _filled - at).CopyTo(_buffer);
        _filled -= at;
    }

    /// <summary>The length of the frame at the start; null where that cannot be told yet.</summary>
    private int? LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (_lost)
            return bytes.Length;

        var length = 0;
        for (var count = 1; count <= MostLengthBytes; count++)
        {
            if (bytes.Length <= count)
                return null;

            length |= (bytes[count] & 0x7F) << (7 * (count - 1));
            if (bytes[count] < 0x80)
                return 1 + count + length;
        }

        _lost = true;
        return bytes.Length;
    }

    private Frame Decode(ReadOnlyMemory<byte> raw, MqttVersion version)
    {
        try
        {
            return new Frame(from, raw, _decoder.Decode(raw, version), null);
        }
        catch (MalformedPacketException fault)
        {
            return new Frame(from, raw, null, fault);
        }
    }
}
