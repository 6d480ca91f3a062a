using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Sessions;

namespace CertHarness.ReferenceCity.Mqtt.Subscribing;

/// <summary>What a session has subscribed to.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Filter">The topic filter.</param>
/// <param name="Options">The options as in the SUBSCRIBE.</param>
/// <param name="Identifier">The subscription identifier, or null.</param>
internal sealed record Subscription(Session Session, TopicFilter Filter, TopicSubscription Options, uint? Identifier)
{
    /// <summary>MQTT5-3.8.3-3: with No Local set, own messages are left out. So is what the user may not see.</summary>
    public bool Wants(ApplicationMessage message) =>
        (!Options.NoLocal || message.Publisher != Session.ClientId) && Session.User?.May(message.Topic) != false;

    // Two subscriptions are never the same one, whatever they say.
    public bool Equals(Subscription? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
