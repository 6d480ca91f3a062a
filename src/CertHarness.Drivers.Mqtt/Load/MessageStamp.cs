using System.Buffers.Binary;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>The beginning of every payload: who sent it, the how-manieth it is there, and when it was meant to be sent.</summary>
/// <param name="Run">The run, so that messages of another one are told apart.</param>
/// <param name="Stream">The publishing device and, where it publishes at each QoS in turn, the QoS: each has its own numbers, for order is
/// promised among messages of the same QoS alone (MQTT5-4.6.0-6, MQTT3-4.6.0-6).</param>
/// <param name="Number">The message's number in that stream, from 0.</param>
/// <param name="Intended">When it was meant to be sent, in nanoseconds of the run's clock.</param>
internal readonly record struct MessageStamp(uint Run, int Stream, uint Number, long Intended)
{
    public const int Length = 24;

    private const uint Mark = 0x43484C31;

    public void Write(Span<byte> payload)
    {
        BinaryPrimitives.WriteUInt32BigEndian(payload, Mark);
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], Run);
        BinaryPrimitives.WriteInt32BigEndian(payload[8..], Stream);
        BinaryPrimitives.WriteUInt32BigEndian(payload[12..], Number);
        BinaryPrimitives.WriteInt64BigEndian(payload[16..], Intended);
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out MessageStamp stamp)
    {
        stamp = default;
        if (payload.Length < Length || BinaryPrimitives.ReadUInt32BigEndian(payload) != Mark)
            return false;
        stamp = new(
            BinaryPrimitives.ReadUInt32BigEndian(payload[4..]),
            BinaryPrimitives.ReadInt32BigEndian(payload[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(payload[12..]),
            BinaryPrimitives.ReadInt64BigEndian(payload[16..]));
        return true;
    }
}
