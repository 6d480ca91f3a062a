using CertHarness.ReferenceCity.Mqtt.Authentication;
using CertHarness.ReferenceCity.Mqtt.Connecting;
using CertHarness.ReferenceCity.Mqtt.Connections;
using CertHarness.ReferenceCity.Mqtt.Disconnecting;
using CertHarness.ReferenceCity.Mqtt.Publishing;
using CertHarness.ReferenceCity.Mqtt.Sessions;
using CertHarness.ReferenceCity.Mqtt.Subscribing;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>
/// The broker without its sockets: all state and all rules. Everything happens under one lock, packet by packet, so the order in
/// which messages come in is the order in which they go out (MQTT5-4.6.0-5).
/// </summary>
internal sealed class Broker
{
    public Broker(TimeProvider time, BrokerOptions options)
    {
        Options = options;
        Clock = new(time, Gate);
        var subscriptions = new SubscriptionIndex();
        var retained = new RetainedMessages(Clock);
        var publisher = new MessagePublisher(retained, new Router(subscriptions));
        var wills = new Wills(Clock, publisher);
        Sessions = new SessionStore(Clock, Options, subscriptions, wills);
        Ending = new ConnectionEnding(Sessions, wills);
        var connect = new ConnectHandler(Clock, Options, Sessions, Ending);
        Dispatcher = new PacketDispatcher(
            connect,
            new AuthHandler(Options, connect, Ending),
            new PublishHandler(Clock, Options, publisher),
            new SubscribeHandler(Options, subscriptions, retained),
            new UnsubscribeHandler(subscriptions),
            new DisconnectHandler(Ending));
    }

    /// <summary>Held by whoever touches anything of the broker.</summary>
    public Lock Gate { get; } = new();

    public BrokerClock Clock { get; }

    public BrokerOptions Options { get; }

    public SessionStore Sessions { get; }

    public PacketDispatcher Dispatcher { get; }

    public ConnectionEnding Ending { get; }
}
