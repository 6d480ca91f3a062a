using System.Buffers.Binary;
using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Timing;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>
/// A device that publishes, or one that subscribes. Besides this object and its connection it holds one head of a PUBLISH; bytes are kept
/// only while a packet is half there. Its timer is for keep alive.
/// </summary>
internal sealed partial class MqttDevice(MqttFleet fleet, int number, EventLoop loop, ILoadSlot slot) : WheelTimer, ILoadClient, IConnectionEvents
{
    private static readonly byte[] PingRequest = PacketEncoder.Encode(new PingReqPacket(), MqttVersion.V311);
    private static readonly byte[] Goodbye = PacketEncoder.Encode(new DisconnectPacket(), MqttVersion.V311);

    private Remainder _remainder;
    private Connection? _connection;
    private State _state;
    private Task _task;
    private byte[]?[]? _heads;
    private PublisherBook? _book;
    private HashSet<int>? _collected;
    private QualityOfService _qos;
    private ushort _packetId;
    private byte _turn;
    private bool _isPinging;
    private long _lastSent;
    private long _intended;

    private enum State : byte
    {
        Closed,
        Opening,
        Greeting,
        Subscribing,
        Ready,
    }

    private enum Task : byte
    {
        None,
        Connecting,
        Acting,
    }

    /// <summary>The books of a device that publishes: one, or one for each QoS.</summary>
    public PublisherBook[] Publisher { get; init; } = [];

    /// <summary>The book of a device that subscribes.</summary>
    public SubscriberBook? Subscriber { get; init; }

    public void Connect()
    {
        _task = Task.Connecting;
        // Devices that connect each time have nothing to do before.
        if (fleet.Options.Act != DeviceAct.Publish && Subscriber is null)
            Report(Outcome.Ok, null);
        else
            Open();
    }

    public void Act(long intended)
    {
        (_task, _intended) = (Task.Acting, intended);
        if (_state == State.Ready)
            Publish();
        else
            Open();
    }

    public string? Abandon()
    {
        var awaited = _connection?.Awaited;
        if (_task == Task.Acting && _state == State.Ready)
            _book?.Settle(isOwed: false);
        _task = Task.None;
        Drop(abort: true);
        return awaited;
    }

    public void Dispose()
    {
        if (_task == Task.Acting && _state == State.Ready)
            _book?.Settle(isOwed: false);
        _task = Task.None;
        if (_state == State.Ready)
            _connection!.Send(Goodbye);
        Drop(abort: false);
    }

    public void OnConnected()
    {
        _state = State.Greeting;
        Send(fleet.ConnectOf(number));
    }

    public void OnFlushed()
    {
        if (_task == Task.Acting && _state == State.Ready && _qos == QualityOfService.AtMostOnce)
            Published();
    }

    public void OnClosed(SocketError error)
    {
        var wasReady = _state == State.Ready;
        var wasGreeting = _state != State.Opening;
        Forget();
        if (_task == Task.None)
        {
            slot.Disconnected(SocketOutcome.CauseOfEnd(error, false));
            return;
        }

        if (wasReady)
            _book?.Settle(isOwed: false);
        if (wasGreeting)
            Report(SocketOutcome.OfEnd(error), SocketOutcome.CauseOfEnd(error, false));
        else
            Report(SocketOutcome.OfConnecting(error), SocketOutcome.CauseOfConnecting(error));
    }

    public void OnFailed(string cause)
    {
        // A server that asks for a certificate refuses after the handshake, in the place of its greeting (RFC 8446, 4.4.2.4).
        var outcome = _state is State.Opening or State.Greeting ? Outcome.Refused : Outcome.ConnectionLost;
        Fail(outcome, cause);
    }

    protected override void OnDue(long now)
    {
        var keepAlive = fleet.Options.KeepAlive * Nanosecond.Second;
        if (_state != State.Ready)
            return;
        if (_isPinging)
        {
            Fail(Outcome.ConnectionLost, "the SUT did not answer a PINGREQ");
            return;
        }

        if (now - _lastSent >= keepAlive / 2)
        {
            _isPinging = true;
            Send(PingRequest);
        }

        loop.Timers.Arm(this, now + (keepAlive / 2));
    }

    private void Open()
    {
        _state = State.Opening;
        _connection = loop.Open(fleet.Target.Remote, fleet.Target.LocalAddressOf(number), this, out var error, fleet.Layering);
        if (_connection is not null)
            return;
        if (SocketOutcome.Exhausts(error) is { } cause)
            slot.Exhausted(cause);
        OnClosed(error);
    }

    private void BecomeReady()
    {
        _state = State.Ready;
        slot.Reconnected();
        if (fleet.Options.KeepAlive > 0)
            loop.Timers.Arm(this, loop.Clock.Now + (fleet.Options.KeepAlive * Nanosecond.Second / 2));
        if (_task == Task.Connecting)
        {
            Report(Outcome.Ok, null);
        }
        else if (_task == Task.Acting && fleet.Options.Act == DeviceAct.Connect)
        {
            Leave();
        }
        else if (_task == Task.Acting && fleet.Options.Act == DeviceAct.Collect)
        {
            LeaveWhenCollected();
        }
        else if (_task == Task.Acting)
        {
            Publish();
        }
    }

    private void Publish()
    {
        _qos = fleet.Options.QoS ?? (QualityOfService)_turn;
        _turn = (byte)((_turn + 1) % Publisher.Length);
        var index = fleet.Options.QoS is null ? (int)_qos : 0;
        _book = Publisher[index];
        var sequence = _book.Take();
        var head = (_heads ??= new byte[3][])[(int)_qos] ??= fleet.HeadOf(number, _qos);
        var packet = loop.Scratch.AsSpan(0, head.Length + fleet.Options.Payload);
        head.CopyTo(packet);
        if (_qos != QualityOfService.AtMostOnce)
        {
            // One message at a time, so any identifier is free but 0.
            _packetId = _packetId == ushort.MaxValue ? (ushort)1 : (ushort)(_packetId + 1);
            BinaryPrimitives.WriteUInt16BigEndian(packet[(head.Length - fleet.PacketIdFromEnd)..], _packetId);
        }

        new MessageStamp(fleet.Run, fleet.StreamOf(number, index), sequence, _intended).Write(packet[head.Length..]);
        if (Send(packet) && _qos == QualityOfService.AtMostOnce)
            Published();
    }

    private void Published()
    {
        _book!.Settle(isOwed: true);
        Report(Outcome.Ok, null);
    }

    /// <summary>Has done what it connected for.</summary>
    private void Leave()
    {
        _connection!.Send(Goodbye);
        Drop(abort: false);
        Report(Outcome.Ok, null);
    }

    private void LeaveWhenCollected()
    {
        if (_state == State.Ready && _task == Task.Acting && _collected?.Count >= fleet.Options.Expect)
            Leave();
    }

    private bool Send(ReadOnlySpan<byte> bytes)
    {
        _lastSent = loop.Clock.Now;
        return _connection!.Send(bytes);
    }

    /// <summary>Ends the connection for what the SUT did, and tells whoever waits.</summary>
    private void Fail(Outcome outcome, string cause)
    {
        if (_task == Task.Acting && _state == State.Ready)
            _book?.Settle(isOwed: false);
        Drop(abort: true);
        if (_task == Task.None)
            slot.Disconnected(cause);
        else
            Report(outcome, cause);
    }

    private void Report(Outcome outcome, string? cause)
    {
        var task = _task;
        _task = Task.None;
        if (task == Task.Connecting)
            slot.Connected(outcome, cause);
        else if (task == Task.Acting)
            slot.Completed(outcome, cause);
    }

    private void Drop(bool abort)
    {
        if (abort)
            _connection?.Abort();
        else
            _connection?.Close();
        Forget();
    }

    private void Forget()
    {
        loop.Timers.Disarm(this);
        _remainder.Clear();
        (_connection, _state, _isPinging, _collected) = (null, State.Closed, false, null);
    }
}
