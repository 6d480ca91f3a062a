using System.Buffers.Binary;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>The beginning of every payload: who sent it, the how-manieth it is, and when it was meant to be sent.</summary>
/// <param name="Run">The run, so that messages of another one are told apart.</param>
/// <param name="Publisher">The publishing device.</param>
/// <param name="Number">The message's number at that device, from 0.</param>
/// <param name="Intended">When it was meant to be sent, in nanoseconds of the run's clock.</param>
internal readonly record struct MessageStamp(uint Run, int Publisher, uint Number, long Intended)
{
    public const int Length = 24;

    private const uint Mark = 0x43484C31;

    public void Write(Span<byte> payload)
    {
        BinaryPrimitives.WriteUInt32BigEndian(payload, Mark);
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], Run);
        BinaryPrimitives.WriteInt32BigEndian(payload[8..], Publisher);
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
