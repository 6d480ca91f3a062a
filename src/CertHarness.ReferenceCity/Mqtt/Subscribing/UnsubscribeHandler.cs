using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>UNSUBSCRIBE (clause 3.10.4). What was taken for delivery before is still delivered.</summary>
internal sealed class UnsubscribeHandler(SubscriptionIndex subscriptions)
{
    public void Handle(Connection connection, UnsubscribePacket packet)
    {
        foreach (var filter in packet.Filters)
        {
            if (TopicFilter.ProblemOf(filter, connection.Version) is { } problem)
                throw new ProtocolErrorException(ReasonCode.MalformedPacket, "MQTT5-4.7.1-1", $"topic filter: {problem}");
        }

        var codes = packet.Filters.Select(f => Remove(connection.Session!, f)).ToList();
        connection.TrySend(new UnsubAckPacket { PacketId = packet.PacketId, ReasonCodes = codes });
    }

    /// <summary>MQTT5-3.10.4-1: filters are compared character by character.</summary>
    private ReasonCode Remove(Session session, string filter)
    {
        if (!session.Subscriptions.Remove(filter, out var subscription))
            return ReasonCode.NoSubscriptionExisted;
        subscriptions.Remove(subscription);
        return ReasonCode.Success;
    }
}
