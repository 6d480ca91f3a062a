using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>What the first bytes of a connection tell.</summary>
internal static class Introduction
{
    /// <summary>The version of a CONNECT, be it a broken one; null where the bytes are none of a version that is known.</summary>
    /// <param name="first">The first bytes of the client.</param>
    public static MqttVersion? VersionOf(ReadOnlySpan<byte> first)
    {
        if (first.Length < 2 || first[0] >> 4 != (int)PacketType.Connect)
            return null;

        var head = first[1..];
        var length = head.IndexOfAnyInRange((byte)0, (byte)0x7F) + 1;
        ReadOnlySpan<byte> protocol = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T'];
        if (length is < 1 or > 4 || !head[length..].StartsWith(protocol) || head.Length <= length + protocol.Length)
            return null;

        return (MqttVersion)head[length + protocol.Length] is var version && Enum.IsDefined(version) ? version : null;
    }
}
