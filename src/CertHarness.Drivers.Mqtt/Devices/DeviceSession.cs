using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>One connection of the device to the harness: logs all that arrives and answers as the script says.</summary>
internal sealed class DeviceSession : IAsyncDisposable
{
    private readonly RecordedConnection _connection;
    private readonly BrokerScript _script;
    private readonly Unacknowledged _unacknowledged = new();
    private readonly string _assigned;
    private readonly DeviceWatch _watch;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private int _lastPacketId;

    public DeviceSession(RecordedConnection connection, BrokerScript script, string assigned, DeviceWatch watch, TimeProvider time)
    {
        _connection = connection;
        _script = script;
        _assigned = assigned;
        _watch = watch;
        _reading = new SessionReader(connection, MqttVersion.V5, Events, watch, time, PacketReceiver.Server).RunAsync(AnswerAsync);
    }

    /// <summary>The connection's name in messages and evidence.</summary>
    public string Name => _connection.Name;

    /// <summary>What happened so far.</summary>
    public EventLog Events { get; } = new();

    /// <summary>How the device introduced itself, or null before it did.</summary>
    public ConnectPacket? Introduction => (Events.First as PacketArrived)?.Packet as ConnectPacket;

    /// <summary>The version that the device speaks; MQTT 5.0 before it is known.</summary>
    public MqttVersion Version => (MqttVersion?)Introduction?.ProtocolLevel ?? MqttVersion.V5;

    /// <summary>Completes when the broker has done with the CONNECT what its script says.</summary>
    public Task Greeted => _greeted.Task;

    /// <summary>The CONNACK with which the device was accepted, or null.</summary>
    public ConnAckPacket? Accepted { get; private set; }

    /// <summary>The most messages at QoS 1 and 2 that were unacknowledged at a time.</summary>
    public int MostUnacknowledged => _unacknowledged.Most;

    /// <summary>Whether the harness closed or aborted the connection.</summary>
    public bool EndedByHarness { get; private set; }

    /// <summary>The longest time in seconds that the device may be silent, or 0 for any.</summary>
    public int KeepAlive => Version == MqttVersion.V5 && Accepted?.Properties.ServerKeepAlive is { } set ? set : Introduction?.KeepAlive ?? 0;

    /// <summary>The frame last received or sent, for failure messages.</summary>
    public string LastFrame => $"frame {_connection.LastFrame} of {Name}";

    /// <summary>A packet identifier that this connection has not used.</summary>
    public ushort NextPacketId() => (ushort)(100 + (Interlocked.Increment(ref _lastPacketId) % 60_000));

    /// <summary>Sends a packet. A connection that the device has ended swallows it: its end is in the log.</summary>
    public Task SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        _unacknowledged.Note(packet);
        if (packet is ConnAckPacket { ReasonCode: ReasonCode.Success } accepted)
        {
            Accepted = accepted;
        }

        return SendBytesAsync(PacketEncoder.Encode(packet, Version), cancellationToken);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var piece = _script.InSingleBytes ? 1 : bytes.Length;
        // Steps and answers send at the same time; what is sent in pieces stays together.
        await _sending.WaitAsync(cancellationToken);
        try
        {
            _watch.Sent(bytes);
            for (; !bytes.IsEmpty; bytes = bytes[piece..])
            {
                await _connection.WriteAsync(bytes[..piece], cancellationToken);
            }
        }
        catch (Exception end) when (end is ConnectionResetException or SutUnavailableException or ObjectDisposedException)
        {
            // The reader meets the same end and logs it; what it means is for the step that expects something.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Breaks the connection, as a network does that fails.</summary>
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

    private async Task AnswerAsync(MqttPacket packet)
    {
        _unacknowledged.Note(packet);
        if (_script.AnswerTo(packet, Introduction, _assigned) is { } answer)
        {
            await SendAsync(answer, CancellationToken.None);
        }

        if (packet is ConnectPacket)
        {
            _greeted.TrySetResult();
        }
    }
}
