using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Connections;

namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>The topic of a PUBLISH from a client: by name, by alias or by both (MQTT 5.0, clause 3.3.2.3.4).</summary>
internal static class IncomingTopic
{
    public static string Resolve(Connection connection, PublishPacket packet, ushort aliasMaximum)
    {
        if (packet.Properties.TopicAlias is not { } alias)
            return Checked(packet.Topic);
        if (alias > aliasMaximum)
            throw new ProtocolErrorException(ReasonCode.TopicAliasInvalid, "MQTT5-3.3.2-9", $"topic alias {alias}, {aliasMaximum} is the highest");
        if (packet.Topic.Length > 0)
            return connection.IncomingAliases[alias] = Checked(packet.Topic);
        return connection.IncomingAliases.TryGetValue(alias, out var topic)
            ? topic
            : throw new ProtocolErrorException(ReasonCode.ProtocolError, "MQTT5-3.3.2.3.4", $"topic alias {alias} stands for nothing");
    }

    private static string Checked(string topic) => TopicName.ProblemOf(topic) is not { } problem
        ? topic
        : throw new ProtocolErrorException(
            topic.Length == 0 ? ReasonCode.ProtocolError : ReasonCode.MalformedPacket, "MQTT5-3.3.2-2", $"topic name: {problem}");
}
