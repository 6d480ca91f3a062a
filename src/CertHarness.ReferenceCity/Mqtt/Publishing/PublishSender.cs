using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>Sends a PUBLISH, with a topic alias where the client allows one.</summary>
internal static class PublishSender
{
    /// <returns>False where it is too large for the client.</returns>
    public static bool TrySend(Connection connection, PublishPacket packet)
    {
        var aliased = connection.OutgoingAliases.Apply(packet);
        if (!connection.TrySend(aliased))
            return !ReferenceEquals(aliased, packet) && connection.TrySend(packet);
        connection.OutgoingAliases.Sent(aliased);
        return true;
    }
}
