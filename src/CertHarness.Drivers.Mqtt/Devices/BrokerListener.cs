using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>Takes what connects to the harness, as a broker does. In bounded number: a device that connects over and over is let
/// in so often and no more.</summary>
internal sealed class BrokerListener : IAsyncDisposable
{
    /// <summary>More connections than any scenario provokes.</summary>
    public const int MostConnections = 50;

    private readonly RecordingListener _listener;
    private readonly Func<RecordedConnection, DeviceSession> _session;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<DeviceSession> _sessions = [];
    private readonly Lock _gate = new();
    private readonly Task _accepting;

    public BrokerListener(RecordingListener listener, Func<RecordedConnection, DeviceSession> session, TimeProvider time)
    {
        _listener = listener;
        _session = session;
        _time = time;
        _accepting = AcceptAsync();
    }

    /// <summary>The port at which it listens.</summary>
    public int Port => _listener.Local.Port;

    /// <summary>The connections as they come, and whether there were too many.</summary>
    public EventLog Arrivals { get; } = new();

    /// <summary>All connections so far, in order.</summary>
    public IReadOnlyList<DeviceSession> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var session in Sessions)
        {
            await session.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (var number = 1; number <= MostConnections; number++)
            {
                var session = _session(await _listener.AcceptAsync(number == 1 ? "device" : $"device ({number})", _stopping.Token));
                lock (_gate)
                {
                    _sessions.Add(session);
                }

                Arrivals.Add(new DeviceArrived(session, _time.GetTimestamp()));
            }

            _listener.Dispose();
            Arrivals.Add(new ConnectionGivenUp(
                $"the device connected more than {MostConnections} times; no more connections were taken", _time.GetTimestamp(), null));
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // The scenario is over.
        }
    }
}

/// <summary>The device has opened a connection.</summary>
internal sealed record DeviceArrived(DeviceSession Session, long Timestamp) : SessionEvent(Timestamp, Session.LastFrame)
{
    public override string Describe() => $"{Session.Name} was opened";
}
