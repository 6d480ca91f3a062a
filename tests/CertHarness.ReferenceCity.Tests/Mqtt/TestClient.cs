using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>A client that sends and sees single packets.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    // Only a failing test waits this long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 65_536 };
    private readonly PacketDecoder _decoder = new(PacketReceiver.Client);
    private readonly MqttVersion _version;
    private PipeReader _input = null!;

    private TestClient(MqttVersion version) => _version = version;

    public ConnAckPacket ConnAck { get; private set; } = null!;

    public static async Task<TestClient> Open(ReferenceBroker broker, MqttVersion version = MqttVersion.V5)
    {
        var client = new TestClient(version);
        await client._socket.ConnectAsync(broker.Endpoint.Host, broker.Endpoint.Port, TestContext.Current.CancellationToken);
        client._input = PipeReader.Create(new NetworkStream(client._socket));
        return client;
    }

    /// <summary>Connects and expects to be let in.</summary>
    public static async Task<TestClient> Connect(ReferenceBroker broker, ConnectPacket connect, MqttVersion version = MqttVersion.V5)
    {
        var client = await Open(broker, version);
        await client.Send(connect);
        client.ConnAck = await client.Receive<ConnAckPacket>();
        Assert.Equal(ReasonCode.Success, client.ConnAck.ReasonCode);
        return client;
    }

    public static Task<TestClient> Connect(ReferenceBroker broker, string clientId, MqttVersion version = MqttVersion.V5) =>
        Connect(broker, new ConnectPacket { ClientId = clientId }, version);

    /// <summary>A client whose session lasts.</summary>
    public static Task<TestClient> ConnectLasting(
        ReferenceBroker broker, string clientId, MqttVersion version = MqttVersion.V5, Properties? properties = null) =>
        Connect(
            broker,
            new ConnectPacket
            {
                ClientId = clientId,
                CleanStart = false,
                Properties = (properties ?? new()) with { SessionExpiryInterval = 1000 },
            },
            version);

    public Task Send(MqttPacket packet) => SendBytes(PacketEncoder.Encode(packet, _version));

    public Task SendHex(string hex) => SendBytes(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public async Task SendBytes(byte[] bytes) => await _socket.SendAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>Subscribes and returns the codes granted.</summary>
    public async Task<IReadOnlyList<ReasonCode>> Subscribe(params TopicSubscription[] subscriptions)
    {
        await Send(new SubscribePacket { PacketId = 1000, Subscriptions = subscriptions });
        return (await Receive<SubAckPacket>()).ReasonCodes;
    }

    public Task<IReadOnlyList<ReasonCode>> Subscribe(string filter, QualityOfService qos = QualityOfService.ExactlyOnce) =>
        Subscribe(new TopicSubscription(filter, qos));

    /// <summary>Publishes at QoS 1 and waits until the broker has taken it, so that all subscribers have it on the way.</summary>
    public async Task<ReasonCode> Publish(string topic, string payload, bool retain = false, Properties? properties = null)
    {
        await Send(new PublishPacket
        {
            Topic = topic,
            Payload = Encoding.UTF8.GetBytes(payload),
            QoS = QualityOfService.AtLeastOnce,
            PacketId = 2000,
            Retain = retain,
            Properties = properties ?? Properties.None,
        });
        return (await Receive<PubAckPacket>()).ReasonCode;
    }

    public async Task<T> Receive<T>()
        where T : MqttPacket
    {
        var packet = await ReceiveOrEnd();
        return packet as T ?? throw new InvalidOperationException($"{typeof(T).Name} was expected, {packet?.ToString() ?? "the end"} came.");
    }

    /// <summary>The next packet, or null where the broker has closed.</summary>
    public async Task<MqttPacket?> ReceiveOrEnd()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var read = await _input.ReadAsync(limit.Token);
            var buffer = read.Buffer;
            if (_decoder.TryDecode(ref buffer, _version, out var packet))
            {
                _input.AdvanceTo(buffer.Start);
                return packet;
            }

            _input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    public async Task ExpectEnd() => Assert.Null(await ReceiveOrEnd());

    /// <summary>The broker says why and closes.</summary>
    public async Task ExpectDisconnect(ReasonCode reasonCode)
    {
        Assert.Equal(reasonCode, (await Receive<DisconnectPacket>()).ReasonCode);
        await ExpectEnd();
    }

    /// <summary>All that is on the way: everything before the PINGRESP.</summary>
    public async Task<List<MqttPacket>> Drain()
    {
        await Send(new PingReqPacket());
        var packets = new List<MqttPacket>();
        while (true)
        {
            switch (await ReceiveOrEnd())
            {
                case PingRespPacket:
                    return packets;
                case { } packet:
                    packets.Add(packet);
                    break;
                default:
                    throw new InvalidOperationException("The broker closed the connection.");
            }
        }
    }

    /// <summary>The payloads of the messages on the way, which are acknowledged.</summary>
    public async Task<List<string>> DrainPayloads()
    {
        var payloads = new List<string>();
        foreach (var packet in await Drain())
        {
            var publish = Assert.IsType<PublishPacket>(packet);
            payloads.Add(Encoding.UTF8.GetString(publish.Payload.Span));
            if (publish.QoS == QualityOfService.AtLeastOnce)
                await Send(new PubAckPacket { PacketId = publish.PacketId });
        }

        return payloads;
    }

    /// <summary>Closes without a DISCONNECT.</summary>
    public async ValueTask DisposeAsync()
    {
        await _input.CompleteAsync();
        _socket.Dispose();
    }
}
