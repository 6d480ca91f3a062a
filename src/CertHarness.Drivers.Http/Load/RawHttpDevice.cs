using System.Net.Sockets;
using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Http.Load;

/// <summary>A device that speaks HTTP/1.1 on a connection of the event loop: one send and one receive for a request and its answer.</summary>
internal sealed class RawHttpDevice(HttpFleet fleet, int number, EventLoop loop, ILoadSlot slot) : ILoadClient, IConnectionEvents
{
    private readonly ResponseReader _reader = new(fleet.Options);
    private Connection? _connection;
    private bool _isConnecting;
    private bool _isActing;

    public void Connect()
    {
        _isConnecting = true;
        Open();
    }

    public void Act(long intended)
    {
        _isActing = true;
        if (_connection is { IsOpen: true })
            Request();
        else
            Open();
    }

    public string? Abandon()
    {
        (_isConnecting, _isActing) = (false, false);
        Drop(abort: true);
        return null;
    }

    public void Dispose() => Drop(abort: false);

    public void OnConnected()
    {
        slot.Reconnected();
        if (_isConnecting)
        {
            _isConnecting = false;
            slot.Connected(Outcome.Ok);
        }
        else if (_isActing)
        {
            Request();
        }
    }

    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (!_isActing)
        {
            Drop(abort: true);
            slot.Disconnected("the SUT sent bytes that nobody asked for");
            return;
        }

        switch (_reader.Read(bytes))
        {
            case ReadProgress.Complete:
                if (!_reader.KeepsAlive || !fleet.Options.KeepsAlive)
                    Drop(abort: false);
                Complete(_reader.Problem is null ? Outcome.Ok : Outcome.WrongAnswer, _reader.Problem);
                break;
            case ReadProgress.Garbage:
                Drop(abort: true);
                Complete(Outcome.WrongAnswer, _reader.Problem);
                break;
        }
    }

    public void OnFlushed()
    {
        // The request is out; the answer decides.
    }

    public void OnClosed(SocketError error)
    {
        _connection = null;
        if (_isConnecting)
        {
            _isConnecting = false;
            slot.Connected(SocketOutcome.OfConnecting(error), SocketOutcome.CauseOfConnecting(error));
        }
        else if (_isActing)
        {
            var isEnd = error == SocketError.Success && _reader.EndsWithConnection;
            if (isEnd)
                Complete(_reader.Problem is null ? Outcome.Ok : Outcome.WrongAnswer, _reader.Problem);
            else
                Complete(SocketOutcome.OfEnd(error), SocketOutcome.CauseOfEnd(error, _reader.HasBegun));
        }
        else
        {
            slot.Disconnected(SocketOutcome.CauseOfEnd(error, false));
        }
    }

    public void OnFailed(string cause)
    {
        _connection = null;
        if (_isConnecting)
        {
            _isConnecting = false;
            slot.Connected(Outcome.Refused, cause);
        }
        else if (_isActing)
        {
            Complete(Outcome.Refused, cause);
        }
        else
        {
            slot.Disconnected(cause);
        }
    }

    private void Request()
    {
        _reader.Begin();
        _connection!.Send(fleet.Request);
    }

    private void Open()
    {
        _reader.Begin();
        _connection = loop.Open(fleet.Target.Remote, fleet.Target.LocalAddressOf(number), this, out var error);
        if (_connection is not null)
            return;
        if (SocketOutcome.Exhausts(error) is { } cause)
            slot.Exhausted(cause);
        OnClosed(error);
    }

    private void Complete(Outcome outcome, string? cause)
    {
        _isActing = false;
        slot.Completed(outcome, cause);
    }

    private void Drop(bool abort)
    {
        if (abort)
            _connection?.Abort();
        else
            _connection?.Close();
        _connection = null;
    }
}
