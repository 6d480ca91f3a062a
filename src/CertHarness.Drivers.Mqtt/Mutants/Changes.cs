using System.Runtime.CompilerServices;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>
/// The vocabulary of mutants. Changes of messages leave those alone by which the harness proves that nothing else comes: without
/// them it could conclude nothing.
/// </summary>
internal static class Changes
{
    /// <summary>The server sends a packet altered, or not at all.</summary>
    public static Change FromServer<T>(Func<T, MqttPacket?> alter)
        where T : MqttPacket => FromServer<T>((packet, _) => alter(packet));

    /// <inheritdoc cref="FromServer{T}(Func{T, MqttPacket})"/>
    public static Change FromServer<T>(Func<T, Exchange, MqttPacket?> alter)
        where T : MqttPacket => Altered(Side.Sut, alter);

    /// <summary>The server sends other packets instead of one.</summary>
    public static Change Sends<T>(Func<T, Exchange, IEnumerable<MqttPacket>> packets)
        where T : MqttPacket => (exchange, frame) => Replaced(exchange, frame, Side.Sut, packets);

    /// <summary>The server never sends a packet of a type.</summary>
    public static Change Never<T>()
        where T : MqttPacket => FromServer<T>(_ => null);

    /// <summary>What a client sends reaches the server altered, or not at all.</summary>
    public static Change ToServer<T>(Func<T, MqttPacket?> alter)
        where T : MqttPacket => ToServer<T>((packet, _) => alter(packet));

    /// <inheritdoc cref="ToServer{T}(Func{T, MqttPacket})"/>
    public static Change ToServer<T>(Func<T, Exchange, MqttPacket?> alter)
        where T : MqttPacket => Altered(Side.Harness, alter);

    /// <summary>A packet of a client is answered without that anything comes of it; null leaves it alone.</summary>
    public static Change Answers<T>(Func<T, Exchange, MqttPacket?> answer)
        where T : MqttPacket => (exchange, frame) =>
    {
        if (!frame.OfClient || frame.Packet is not T packet || answer(packet, exchange) is not { } given)
            return false;

        exchange.ToClient(given);
        return true;
    };

    /// <summary>A message reaches subscribers altered, or not at all.</summary>
    public static Change Delivers(Func<PublishPacket, PublishPacket?> alter) => Delivers((message, _) => alter(message));

    /// <inheritdoc cref="Delivers(Func{PublishPacket, PublishPacket})"/>
    public static Change Delivers(Func<PublishPacket, Exchange, PublishPacket?> alter) =>
        FromServer<PublishPacket>((message, exchange) => IsOfHarness(message) ? message : alter(message, exchange));

    /// <summary>Messages reach subscribers with other properties.</summary>
    public static Change DeliversWith(Func<Properties, Properties> alter) => Delivers(m => m with { Properties = alter(m.Properties) });

    /// <summary>A published message is taken as another one, or not at all.</summary>
    public static Change Takes(Func<PublishPacket, PublishPacket?> alter) => Takes((message, _) => alter(message));

    /// <inheritdoc cref="Takes(Func{PublishPacket, PublishPacket})"/>
    public static Change Takes(Func<PublishPacket, Exchange, PublishPacket?> alter) =>
        ToServer<PublishPacket>((message, exchange) => IsOfHarness(message) ? message : alter(message, exchange));

    /// <summary>A CONNECT is taken as another one.</summary>
    public static Change Connects(Func<ConnectPacket, ConnectPacket> alter) => ToServer(alter);

    /// <inheritdoc cref="Connects(Func{ConnectPacket, ConnectPacket})"/>
    public static Change Connects(Func<ConnectPacket, Exchange, ConnectPacket> alter) => ToServer(alter);

    /// <summary>A CONNECT is taken as one with other properties.</summary>
    public static Change ConnectsWith(Func<Properties, Properties> alter) => Connects(c => c with { Properties = alter(c.Properties) });

    /// <summary>A will is taken as another one, or not at all.</summary>
    public static Change Wills(Func<Will, Will?> alter) => Connects(c => c.Will is { } will ? c with { Will = alter(will) } : c);

    /// <summary>A subscription is taken as another one.</summary>
    public static Change Subscribes(Func<TopicSubscription, TopicSubscription> alter) =>
        ToServer<SubscribePacket>(s => IsOfHarness(s) ? s : s with { Subscriptions = [.. s.Subscriptions.Select(alter)] });

    /// <summary>Subscriptions that cannot be granted are, to all appearance.</summary>
    public static Change Grants(Func<string, bool> filter) => Answers<SubscribePacket>((request, _) => request.Subscriptions.Any(s => filter(s.Filter))
        ? new SubAckPacket { PacketId = request.PacketId, ReasonCodes = [.. request.Subscriptions.Select(s => (ReasonCode)s.QoS)] }
        : null);

    /// <summary>What a client sends is overlooked.</summary>
    public static Change Ignores(Func<Frame, bool> what) => (_, frame) => frame.OfClient && !frame.IsEnd && what(frame);

    /// <summary>What breaks a rule is overlooked; if a field is named, only where that is at fault.</summary>
    public static Change Ignores(Clause rule, string field = "") => Ignores(frame => frame.Breaks(rule, field));

    /// <summary>A CONNECT that has to be refused is accepted.</summary>
    public static Change Accepts(Func<Frame, bool> what) => AnswersBadConnect(what, new ConnAckPacket { ReturnCode = ConnectReturnCode.Accepted });

    /// <summary>A CONNECT that breaks a rule is accepted; if a field is named, only where that is at fault.</summary>
    public static Change Accepts(Clause rule, string field = "") => Accepts(frame => frame.Breaks(rule, field));

    /// <summary>A CONNECT that has to be refused gets an answer, and nothing else comes of it.</summary>
    public static Change AnswersBadConnect(Func<Frame, bool> what, ConnAckPacket answer) => (exchange, frame) =>
    {
        if (!frame.OfClient || frame.Type != PacketType.Connect || !what(frame))
            return false;

        exchange.ToClient(answer);
        return true;
    };

    /// <summary>A client is refused that should not be.</summary>
    public static Change Refuses(Func<ConnectPacket, bool> whom) => (exchange, frame) =>
    {
        if (frame.Packet is not ConnectPacket connect || !whom(connect))
            return false;

        exchange.ToClient(new ConnAckPacket { ReasonCode = ReasonCode.ClientIdentifierNotValid });
        exchange.Close();
        return true;
    };

    /// <summary>Connections that the server ends stay open.</summary>
    public static Change StaysOpen(Func<Exchange, bool> which) => (exchange, frame) => !frame.OfClient && frame.IsEnd && which(exchange);

    /// <summary>The server sends a packet with its bytes altered.</summary>
    public static Change Bytes<T>(Func<byte[], Exchange, byte[]> alter)
        where T : MqttPacket => (exchange, frame) =>
    {
        if (frame.OfClient || frame.Packet is not T)
            return false;

        exchange.Send(Side.Harness, alter(frame.Raw.ToArray(), exchange));
        return true;
    };

    /// <summary>The server sends the first packet that is meant behind the one that comes next, whatever it is.</summary>
    public static Change Overtakes<T>(Func<T, bool> which)
        where T : MqttPacket
    {
        var held = new ConditionalWeakTable<Exchange, MqttPacket>();
        return (exchange, frame) =>
        {
            if (frame.OfClient || frame.Packet is not T packet)
                return false;

            if (held.TryGetValue(exchange, out var waiting))
            {
                held.AddOrUpdate(exchange, NoPacket);
                exchange.ToClient(ReferenceEquals(waiting, NoPacket) ? [packet] : [packet, waiting]);
            }
            else if (which(packet))
            {
                held.Add(exchange, packet);
            }
            else
            {
                exchange.ToClient(packet);
            }

            return true;
        };
    }

    /// <summary>Passes a frame on as it is, for changes of which another one would deal with it.</summary>
    public static bool Pass(Exchange exchange, Frame frame)
    {
        exchange.Send(frame.OfClient ? Side.Sut : Side.Harness, frame.Raw);
        return true;
    }

    /// <summary>One change after the other; the first that deals with a frame decides.</summary>
    public static Change Both(params Change[] changes) => (exchange, frame) => Array.Exists(changes, c => c(exchange, frame));

    /// <summary>The text of a message.</summary>
    public static string Text(this PublishPacket message) => Encoding.UTF8.GetString(message.Payload.Span);

    /// <summary>The same message at another QoS.</summary>
    public static PublishPacket At(this PublishPacket message, QualityOfService qos) =>
        message with { QoS = qos, Dup = message.Dup && qos > 0, PacketId = qos == 0 ? (ushort)0 : Math.Max(message.PacketId, (ushort)1) };

    private static readonly PingRespPacket NoPacket = new();

    private static bool IsOfHarness(PublishPacket message) => AbsenceProof.IsSentinel(message.Topic);

    private static bool IsOfHarness(SubscribePacket request) => request.Subscriptions.Any(s => AbsenceProof.IsSentinel(s.Filter));

    private static Change Altered<T>(Side from, Func<T, Exchange, MqttPacket?> alter)
        where T : MqttPacket => (exchange, frame) =>
            Replaced<T>(exchange, frame, from, (packet, on) => alter(packet, on) is { } altered ? [altered] : []);

    private static bool Replaced<T>(Exchange exchange, Frame frame, Side from, Func<T, Exchange, IEnumerable<MqttPacket>> by)
        where T : MqttPacket
    {
        if (frame.From != from || frame.Packet is not T packet)
            return false;

        var packets = by(packet, exchange).ToList();
        if (packets is [var only] && ReferenceEquals(only, packet))
            return false;

        if (from == Side.Harness)
            exchange.ToServer(packets);
        else
            exchange.ToClient(packets);

        return true;
    }
}
