using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.ReferenceCity.Mqtt.Publishing;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>What a device does on one connection.</summary>
internal sealed class DeviceWork(DeviceTask task, DeviceSessionState state, DeviceConnection connection, Queue<PublishPacket> outbox)
{
    private readonly Dictionary<ushort, string> _aliases = [];
    private Properties _limits = Properties.None;
    private bool _accepted;

    /// <summary>Works until the connection is over.</summary>
    /// <returns>Whether the task is done, so that the device need not come back.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await connection.SendAsync(Introduction(), cancellationToken);
        try
        {
            while (await connection.ReceiveAsync(cancellationToken) is { } packet)
            {
                if (!await HandleAsync(packet, cancellationToken))
                {
                    return true;
                }
            }

            return false;
        }
        catch (MalformedPacketException fault)
        {
            await EndAsync(fault.ReasonCode, cancellationToken);
            return true;
        }
    }

    /// <summary>Deals with a packet; false ends the connection for good.</summary>
    private async Task<bool> HandleAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        switch (packet)
        {
            case ConnAckPacket accepted when !_accepted:
                return await BeginAsync(accepted, cancellationToken);
            case AuthPacket { ReasonCode: ReasonCode.ContinueAuthentication } question:
                await connection.SendAsync(Authentication(ReasonCode.ContinueAuthentication, question.Properties.AuthenticationMethod), cancellationToken);
                return true;
            case PublishPacket message:
                return await TakeAsync(message, cancellationToken);
            case PubRelPacket release:
                var known = state.Released(release.PacketId) || task.Version == MqttVersion.V311;
                await connection.SendAsync(
                    new PubCompPacket { PacketId = release.PacketId, ReasonCode = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound }, cancellationToken);
                return true;
            case PubRecPacket { ReasonCode: < ReasonCode.UnspecifiedError } received:
                var pubRel = new PubRelPacket { PacketId = received.PacketId };
                state.Release(pubRel);
                await connection.SendAsync(pubRel, cancellationToken);
                return true;
            case PubRecPacket refused:
                state.Done(refused.PacketId);
                return await GoOnAsync(cancellationToken);
            case PubAckPacket done:
                state.Done(done.PacketId);
                return await GoOnAsync(cancellationToken);
            case PubCompPacket done:
                state.Done(done.PacketId);
                return await GoOnAsync(cancellationToken);
            case DisconnectPacket:
                return false;
            case SubAckPacket or UnsubAckPacket or PingRespPacket or AuthPacket:
                return true;
            default:
                await EndAsync(ReasonCode.ProtocolError, cancellationToken);
                return false;
        }
    }

    private async Task<bool> BeginAsync(ConnAckPacket answer, CancellationToken cancellationToken)
    {
        if (answer.ReasonCode != ReasonCode.Success)
        {
            return false;
        }

        // MQTT5-3.2.2-4: a session that the client does not know is not its own.
        if (answer.SessionPresent && !state.Exists)
        {
            await EndAsync(ReasonCode.ProtocolError, cancellationToken);
            return false;
        }

        _accepted = true;
        _limits = answer.Properties;
        connection.KeepAlive(_limits.ServerKeepAlive ?? task.KeepAlive);
        if (!answer.SessionPresent)
        {
            state.Discard();
        }

        state.Exists = task.LastingSession;
        foreach (var open in state.Again())
        {
            await connection.SendAsync(open, cancellationToken);
        }

        if (task.Has("re-authentication"))
        {
            await connection.SendAsync(Authentication(ReasonCode.ReAuthenticate, task.AuthenticationMethod), cancellationToken);
        }

        return await ActAsync(cancellationToken);
    }

    private async Task<bool> ActAsync(CancellationToken cancellationToken)
    {
        switch (task.Action)
        {
            case "subscribe":
                var options = new TopicSubscription(task.Topic, task.QoS, NoLocal: task.Has("no-local") && !task.Topic.StartsWith("$share/", StringComparison.Ordinal));
                await connection.SendAsync(new SubscribePacket { PacketId = state.NextId(), Subscriptions = [options] }, cancellationToken);
                return true;
            case "unsubscribe":
                await connection.SendAsync(new UnsubscribePacket { PacketId = state.NextId(), Filters = [task.Topic] }, cancellationToken);
                return true;
            case "disconnect":
                await EndAsync(ReasonCode.Success, cancellationToken);
                return false;
            default:
                return await GoOnAsync(cancellationToken);
        }
    }

    /// <summary>Publishes what the broker's limits allow now.</summary>
    private async Task<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        while (outbox.TryPeek(out var next) && (next.QoS == QualityOfService.AtMostOnce || state.Unacknowledged < (_limits.ReceiveMaximum ?? ushort.MaxValue)))
        {
            outbox.Dequeue();
            var message = Within(next);
            if (message.QoS != QualityOfService.AtMostOnce)
            {
                message = message with { PacketId = state.NextId() };
            }

            if (PacketEncoder.Encode(message, task.Version).Length > (_limits.MaximumPacketSize ?? uint.MaxValue))
            {
                continue;
            }

            if (message.QoS != QualityOfService.AtMostOnce)
            {
                // What is kept is the message itself: an alias means nothing on the next connection (MQTT5-3.3.2-7).
                state.Sent(message with { Topic = next.Topic, Properties = message.Properties with { TopicAlias = null } });
            }

            await connection.SendAsync(message, cancellationToken);
        }

        if (task.Action == "publish" && outbox.Count == 0 && state.Unacknowledged == 0)
        {
            await EndAsync(ReasonCode.Success, cancellationToken);
            return false;
        }

        return true;
    }

    private PublishPacket Within(PublishPacket message) => message with
    {
        QoS = (QualityOfService)Math.Min((int)message.QoS, _limits.MaximumQoS ?? (int)QualityOfService.ExactlyOnce),
        Retain = message.Retain && _limits.RetainAvailable != 0,
        Properties = task.Has("topic-alias") && _limits.TopicAliasMaximum > 0 ? message.Properties with { TopicAlias = 1 } : message.Properties,
    };

    private async Task<bool> TakeAsync(PublishPacket message, CancellationToken cancellationToken)
    {
        if (!Resolve(message) || TopicName.ProblemOf(message.Topic.Length == 0 ? "." : message.Topic) is not null)
        {
            await EndAsync(ReasonCode.ProtocolError, cancellationToken);
            return false;
        }

        switch (message.QoS)
        {
            case QualityOfService.AtLeastOnce:
                await connection.SendAsync(new PubAckPacket { PacketId = message.PacketId }, cancellationToken);
                break;
            case QualityOfService.ExactlyOnce when !PayloadFormat.IsAsIndicated(message.Properties, message.Payload):
                await connection.SendAsync(new PubRecPacket { PacketId = message.PacketId, ReasonCode = ReasonCode.PayloadFormatInvalid }, cancellationToken);
                break;
            case QualityOfService.ExactlyOnce:
                state.Received(message.PacketId);
                await connection.SendAsync(new PubRecPacket { PacketId = message.PacketId }, cancellationToken);
                break;
            default:
                break;
        }

        return true;
    }

    /// <summary>Whether the message's topic is known, by name or by alias.</summary>
    private bool Resolve(PublishPacket message)
    {
        if (message.Properties.TopicAlias is not { } alias)
        {
            return message.Topic.Length > 0;
        }

        if (message.Topic.Length > 0 && alias <= (task.TopicAliasMaximum ?? 0))
        {
            _aliases[alias] = message.Topic;
        }

        return _aliases.ContainsKey(alias);
    }

    private Task EndAsync(ReasonCode reason, CancellationToken cancellationToken) =>
        task.Version == MqttVersion.V5 || reason == ReasonCode.Success
            ? connection.SendAsync(new DisconnectPacket { ReasonCode = reason }, cancellationToken)
            : Task.CompletedTask;

    private static AuthPacket Authentication(ReasonCode reason, string? method) => new()
    {
        ReasonCode = reason,
        Properties = new Properties { AuthenticationMethod = method, AuthenticationData = "answer"u8.ToArray() },
    };

    private ConnectPacket Introduction() => new()
    {
        ClientId = task.ClientId,
        CleanStart = !task.LastingSession || (task.Version == MqttVersion.V5 && !state.Exists),
        KeepAlive = task.KeepAlive,
        Will = task.Has("will") ? new Will { Topic = task.Text("will"), Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce } : null,
        Username = task.Has("user-name") ? task.Text("user-name") : null,
        Password = task.Has("user-name") ? System.Text.Encoding.UTF8.GetBytes(task.Text("password")) : default(ReadOnlyMemory<byte>?),
        Properties = new Properties
        {
            SessionExpiryInterval = task.LastingSession ? 300 : null,
            TopicAliasMaximum = task.TopicAliasMaximum,
            AuthenticationMethod = task.AuthenticationMethod,
        },
    };
}
