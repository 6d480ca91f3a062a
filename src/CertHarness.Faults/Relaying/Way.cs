using System.Net.Sockets;

namespace CertHarness.Faults.Relaying;

/// <summary>
/// The way of bytes to one side of a connection: through the faults that lie on it into the socket. A side that does not read slows
/// down whoever sends, so that what is held is bounded.
/// </summary>
internal sealed class Way : IDisposable
{
    /// <summary>So many bytes wait for the link or for the side before their sender is slowed down.</summary>
    private const int MostWaiting = 64 << 10;

    /// <summary>So many bytes are on the way at all.</summary>
    private const int MostHeld = 16 << 20;

    private readonly Socket _socket;
    private readonly Clock _clock;
    private readonly Action _broken;
    private readonly Lock _gate;
    private readonly FaultChain _faults;
    private readonly Queue<Parcel> _ready = new();

    /// <summary>Not disposed of, as a fault may be removed at any time; it holds nothing that would have to be.</summary>
    private readonly CancellationTokenSource _gone = new();

    private ITimer? _timer;
    private TimeSpan? _timerDue;
    private TaskCompletionSource? _changed;
    private Task _writer = Task.CompletedTask;
    private long _readyBytes;
    private bool _writing;
    private bool _closed;
    private bool _over;
    private bool _left;
    private Ending? _breaking;

    /// <param name="socket">The side where it leads.</param>
    /// <param name="clock">The time.</param>
    /// <param name="gate">That of the connection.</param>
    /// <param name="broken">Told when the connection is closed or reset, rather than finished on this way only.</param>
    public Way(Socket socket, Clock clock, Lock gate, Action broken)
    {
        (_socket, _clock, _gate, _broken) = (socket, clock, gate, broken);
        _faults = new FaultChain(Arrived);
    }

    private bool IsFull => !_left && (_readyBytes + _faults.WaitingBytes >= MostWaiting || _readyBytes + _faults.HeldBytes >= MostHeld);

    private bool IsEmpty => _left || (_ready.Count == 0 && !_writing && (_over || !_faults.HoldsAny));

    /// <summary>Sends bytes; what several callers send does not mix.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (TryBeginWriting())
        {
            await WriteAsync(bytes);
            Act(() => _writing = false);
        }
        else
        {
            Put(new Parcel(bytes.ToArray()));
            await UntilAsync(() => !IsFull, cancellationToken);
        }
    }

    /// <summary>Ends the way, behind all that was sent. What is sent after the first end is lost.</summary>
    public void End(Ending ending) => Put(Parcel.Of(ending));

    /// <summary>Lays a fault on the way, behind all others. Called with the gate held.</summary>
    public void Lay(Injection injection, FaultStrategy strategy) => _faults.Add(injection, strategy);

    /// <summary>Moves on what is due.</summary>
    public void Move() => Act(() => { });

    /// <summary>Takes a fault off the way.</summary>
    public void Remove(Injection injection) => Act(() => _faults.Remove(injection, _clock.Now));

    /// <summary>Resets the side at once; all that is on the way is lost.</summary>
    public void Reset()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has gone away already.
        }

        _socket.Close(0);
        Abandon();
    }

    /// <summary>The side has gone away: what is on the way to it, and what still comes, is lost.</summary>
    public void Abandon()
    {
        Act(() =>
        {
            _left = true;
            _ready.Clear();
            _faults.Clear();
            _readyBytes = 0;
        });
        _gone.Cancel();
    }

    /// <summary>Waits until nothing is on the way any more.</summary>
    public async Task EmptyAsync()
    {
        await UntilAsync(() => IsEmpty, CancellationToken.None);
        await _writer;
    }

    public void Dispose()
    {
        Abandon();
        _timer?.Dispose();
    }

    private void Put(Parcel parcel) => Act(() =>
    {
        if (_closed || _left)
            return;
        _closed = parcel.End is not null;
        _faults.Take(parcel, _clock.Now);
    });

    /// <summary>Changes something, and does what follows from it.</summary>
    private void Act(Action change)
    {
        Ending? breaking;
        lock (_gate)
        {
            change();
            var now = _clock.Now;
            _faults.Advance(now);
            SetTimer(now);
            if (!_writing && _ready.Count > 0)
            {
                _writing = true;
                _writer = Task.Run(WriteReadyAsync);
            }

            _changed?.TrySetResult();
            _changed = null;
            (breaking, _breaking) = (_breaking, null);
        }

        // Outside the lock: what waits for the socket goes on.
        if (breaking is null)
            return;
        _broken();
        if (breaking == Ending.Reset)
            Reset();
    }

    private void Arrived(Parcel parcel)
    {
        if (parcel.End is Ending.Reset)
        {
            // It overtakes what the side has not read.
            _breaking = Ending.Reset;
            _over = true;
        }
        else if (!_over && !_left)
        {
            _ready.Enqueue(parcel);
            _readyBytes += parcel.Bytes.Length;
            _over = parcel.End is not null;
            if (parcel.End is Ending.Close)
                (_breaking, _closed) = (Ending.Close, true);
        }
    }

    private void SetTimer(TimeSpan now)
    {
        var due = _faults.Due;
        if (due == _timerDue)
            return;
        _timerDue = due;
        _timer ??= _clock.Timer(() => Act(() => _timerDue = null));

        // Timers count in milliseconds: rounded up, so that something is due when it fires.
        _timer.Change(due is null ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (due.Value - now).TotalMilliseconds))), System.Threading.Timeout.InfiniteTimeSpan);
    }

    private bool TryBeginWriting()
    {
        lock (_gate)
            return !_writing && !_closed && !_left && _faults.IsClear && _ready.Count == 0 && (_writing = true);
    }

    private async Task WriteReadyAsync()
    {
        while (Next() is { } parcel)
        {
            if (parcel.End is not null)
                Finish();
            else
                await WriteAsync(parcel.Bytes);
            Act(() => _readyBytes = Math.Max(0, _readyBytes - parcel.Bytes.Length));
        }
    }

    private Parcel? Next()
    {
        lock (_gate)
        {
            if (_ready.TryDequeue(out var parcel))
                return parcel;
            _writing = false;
            _changed?.TrySetResult();
            _changed = null;
            return null;
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, _gone.Token)..];
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Abandon();
        }
    }

    private void Finish()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            Abandon();
        }
    }

    private async ValueTask UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isSo())
                    return;
                changed = (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
