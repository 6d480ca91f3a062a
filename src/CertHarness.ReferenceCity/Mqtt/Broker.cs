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
        Subscriptions = new SubscriptionIndex();
        Retained = new RetainedMessages(Clock);
        var publisher = new MessagePublisher(Retained, new Router(Subscriptions));
        Wills = new Wills(Clock, publisher);
        Sessions = new SessionStore(Clock, Options, Subscriptions, Wills);
        Ending = new ConnectionEnding(Sessions, Wills);
        var connect = new ConnectHandler(Clock, Options, Sessions, Ending);
        Dispatcher = new PacketDispatcher(
            connect,
            new AuthHandler(Options, connect, Ending),
            new PublishHandler(Clock, Options, publisher),
            new SubscribeHandler(Options, Subscriptions, Retained),
            new UnsubscribeHandler(Subscriptions),
            new DisconnectHandler(Ending));
    }

    /// <summary>Held by whoever touches anything of the broker.</summary>
    public Lock Gate { get; } = new();

    public BrokerClock Clock { get; }

    public BrokerOptions Options { get; }

    public SessionStore Sessions { get; }

    public SubscriptionIndex Subscriptions { get; }

    public RetainedMessages Retained { get; }

    public Wills Wills { get; }

    /// <summary>How long it thinks about whatever arrives; zero, but in mutants.</summary>
    public TimeSpan Sluggishness { get; set; }

    public PacketDispatcher Dispatcher { get; }

    public ConnectionEnding Ending { get; }
}
