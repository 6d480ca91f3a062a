using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>One connection of a client to the broker: sends what it is told to, good or bad, and logs all that arrives.</summary>
internal sealed class MqttSession : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly PacketWatch _watch;
    private readonly TimeProvider _time;
    private readonly SessionReader _reader;
    private readonly Task _reading;
    private int _lastPacketId;

    public MqttSession(IConnection connection, MqttVersion version, Acknowledging acknowledging, PacketWatch watch, TimeProvider time)
    {
        _connection = connection;
        _watch = watch;
        _time = time;
        Version = version;
        LastSent = time.GetTimestamp();
        _reader = new SessionReader(connection, version, Events, watch, time);
        _reading = _reader.RunAsync(packet => AnswerAsync(packet, acknowledging));
    }

    /// <summary>The connection's name in messages and evidence.</summary>
    public string Name => _connection.Name;

    /// <summary>Address and port of the broker.</summary>
    public string Peer => _connection.Remote.ToString();

    /// <summary>The WebSocket that the connection is, or null where it is none.</summary>
    public WebSocketConnection? WebSocket => _connection as WebSocketConnection;

    /// <summary>The version that it speaks.</summary>
    public MqttVersion Version { get; }

    /// <summary>What happened so far.</summary>
    public EventLog Events { get; } = new();

    /// <summary>The first bytes that arrived, at most 64.</summary>
    public ReadOnlyMemory<byte> Beginning => _reader.Beginning;

    /// <summary>When the last bytes were about to be sent, in the clock's timestamps.</summary>
    public long LastSent { get; private set; }

    /// <summary>The CONNACK with which the broker accepted the client, or null.</summary>
    public ConnAckPacket? Accepted { get; set; }

    /// <summary>The highest QoS at which this connection has published, or null.</summary>
    public QualityOfService? LastPublished { get; private set; }

    /// <summary>How many PINGREQ packets were sent.</summary>
    public int PingsSent { get; private set; }

    /// <summary>Whether packets can be exchanged.</summary>
    public bool IsOpen => Accepted is not null && !EndedByHarness && Events.Obstacle is null;

    /// <summary>Whether the harness closed or aborted the connection.</summary>
    public bool EndedByHarness { get; private set; }

    /// <summary>The frame last received or sent, for failure messages.</summary>
    public string LastFrame => _connection.LastFrame > 0 ? $"frame {_connection.LastFrame} of {Name}" : Name;

    /// <summary>A packet identifier that this connection has not used; they begin high, clear of those that scenarios name.</summary>
    public ushort NextPacketId() => (ushort)(1000 + (Interlocked.Increment(ref _lastPacketId) % 60_000));

    /// <summary>Sends a packet. A connection that the broker has ended swallows it: its end is in the log.</summary>
    public Task SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        if (packet is PublishPacket publish)
        {
            LastPublished = publish.QoS;
        }

        PingsSent += packet is PingReqPacket ? 1 : 0;

        return SendBytesAsync(PacketEncoder.Encode(packet, Version), cancellationToken);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        LastSent = _time.GetTimestamp();
        _watch.Sent(bytes);
        try
        {
            await _connection.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception end) when (end is ConnectionResetException || (end is ObjectDisposedException && Events.End is ConnectionGivenUp))
        {
            // The reader logs the end; what it means is for the step that expects something.
        }
    }

    /// <summary>Closes the sending side in order; what the broker still sends is logged.</summary>
    public async Task CompleteWritesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _connection.CompleteWritesAsync(cancellationToken);
        }
        catch (Exception end) when (end is ConnectionResetException or SutUnavailableException)
        {
            // The reader logs the end; what it means is for the step that expects something.
        }
    }

    /// <summary>Breaks the connection, as a device does whose power fails.</summary>
    public void Abort()
    {
        EndedByHarness = true;
        _connection.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        EndedByHarness = true;
        await _connection.DisposeAsync();
        await _reading;
    }

    private async Task AnswerAsync(MqttPacket packet, Acknowledging acknowledging)
    {
        if (acknowledging.AnswerTo(packet) is { } answer)
        {
            var bytes = PacketEncoder.Encode(answer, Version);
            _watch.Sent(bytes);
            try
            {
                await _connection.WriteAsync(bytes, CancellationToken.None);
            }
            catch (Exception end) when (end is ConnectionResetException or SutUnavailableException or ObjectDisposedException)
            {
                // The next read meets the same end and logs it.
            }
        }
    }
}
