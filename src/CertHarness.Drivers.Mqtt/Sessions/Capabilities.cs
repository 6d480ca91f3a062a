using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>What the broker said in its CONNACK that it cannot do is not asked of it (MQTT 5.0, clause 3.2.2.3).</summary>
internal static class Capabilities
{
    /// <summary>The topic aliases that the broker takes.</summary>
    public static ushort TopicAliases(MqttSession session) => Said(session).TopicAliasMaximum ?? 0;

    /// <summary>How many messages at QoS 1 and 2 the broker takes at a time.</summary>
    public static ushort ReceiveMaximum(MqttSession session) => Said(session).ReceiveMaximum ?? ushort.MaxValue;

    /// <summary>Goes on only if the broker takes such a message.</summary>
    /// <exception cref="ScenarioSkippedException">It said that it does not.</exception>
    public static void Require(MqttSession session, PublishPacket message)
    {
        Require(Said(session).MaximumQoS is not { } maximum || (int)message.QoS <= maximum, $"Maximum QoS {Said(session).MaximumQoS}");
        Require(!message.Retain || Said(session).RetainAvailable != 0, "Retain Available 0");
    }

    /// <summary>Goes on only if the broker takes such subscriptions.</summary>
    /// <exception cref="ScenarioSkippedException">It said that it does not.</exception>
    public static void Require(MqttSession session, IReadOnlyList<TopicSubscription> subscriptions, Properties properties)
    {
        var said = Said(session);
        Require(
            said.WildcardSubscriptionAvailable != 0 || !subscriptions.Any(s => s.Filter.AsSpan().ContainsAny('+', '#')),
            "Wildcard Subscription Available 0");
        Require(
            said.SharedSubscriptionAvailable != 0 || !subscriptions.Any(s => s.Filter.StartsWith("$share", StringComparison.Ordinal)),
            "Shared Subscription Available 0");
        Require(
            said.SubscriptionIdentifiersAvailable != 0 || properties.SubscriptionIdentifiers.Count == 0, "Subscription Identifiers Available 0");
    }

    /// <summary>Goes on only if a condition holds.</summary>
    /// <param name="condition">The condition; null holds.</param>
    /// <param name="said">What the CONNACK says, for the reason.</param>
    /// <exception cref="ScenarioSkippedException">It does not hold.</exception>
    public static void Require(bool? condition, string said)
    {
        if (condition == false)
        {
            throw new ScenarioSkippedException($"The broker's CONNACK says: {said}.");
        }
    }

    private static Properties Said(MqttSession session) => session.Accepted?.Properties ?? Properties.None;
}
