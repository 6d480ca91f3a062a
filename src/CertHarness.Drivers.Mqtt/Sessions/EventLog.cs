namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>What happened on a connection, in order. Each event can be taken once, by the step that expects it.</summary>
internal sealed class EventLog
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<SessionEvent> All => Where(_ => true);

    /// <summary>The first event, or null while nothing has happened.</summary>
    public SessionEvent? First
    {
        get
        {
            lock (_gate)
            {
                return _entries is [var first, ..] ? first.Event : null;
            }
        }
    }

    /// <summary>What no step has taken yet.</summary>
    public IReadOnlyList<SessionEvent> Untaken => Where(e => !e.Taken);

    /// <summary>The event that nothing follows, or null while the connection lives.</summary>
    public SessionEvent? End { get; private set; }

    /// <summary>The first event after which no packet comes any more, or null.</summary>
    public SessionEvent? Obstacle { get; private set; }

    /// <summary>Completes when the next event comes. To be fetched before looking at the events.</summary>
    public Task Grown
    {
        get
        {
            lock (_gate)
            {
                return _grown.Task;
            }
        }
    }

    public void Add(SessionEvent happened)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            _entries.Add(new Entry(happened));
            Obstacle ??= happened is PacketArrived ? null : happened;
            End ??= happened is ConnectionClosed or ConnectionGivenUp ? happened : null;
            grown = _grown;
            _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        grown.SetResult();
    }

    /// <summary>Takes the first event that nobody has taken and that is wanted, or gives null.</summary>
    public T? Take<T>(Func<T, bool> wanted)
        where T : SessionEvent
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                if (!entry.Taken && entry.Event is T candidate && wanted(candidate))
                {
                    entry.Taken = true;
                    return candidate;
                }
            }

            return null;
        }
    }

    /// <summary>How many such events there were, taken or not.</summary>
    public int Count<T>(Func<T, bool> such)
        where T : SessionEvent
    {
        lock (_gate)
        {
            return _entries.Count(e => e.Event is T candidate && such(candidate));
        }
    }

    private List<SessionEvent> Where(Func<Entry, bool> condition)
    {
        lock (_gate)
        {
            return [.. _entries.Where(condition).Select(e => e.Event)];
        }
    }

    private sealed class Entry(SessionEvent happened)
    {
        public SessionEvent Event { get; } = happened;

        public bool Taken { get; set; }
    }
}
