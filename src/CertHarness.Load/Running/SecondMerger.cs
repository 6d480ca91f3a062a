using CertHarness.Load.Recording;

namespace CertHarness.Load.Running;

/// <summary>Makes one second of those of all threads, and adds what the process knows of itself.</summary>
internal sealed class SecondMerger(int threads)
{
    // Connecting comes before the schedule; threads may differ by one second in how long it took them.
    private readonly SortedDictionary<(bool IsScheduled, int Number), Part> _parts = [];

    // A second holds nearly a megabyte of counts.
    private readonly Stack<Part> _spare = [];

    public Action<LoadSecond> OnSecond { get; set; } = _ => { };

    /// <summary>Takes the seconds that are full, and tells those that all threads have done.</summary>
    public void Take(IReadOnlyList<Worker> workers)
    {
        foreach (var worker in workers)
        {
            while (worker.Full.TryDequeue(out var second))
            {
                Add(second);
                second.Clear();
                worker.Empty.Add(second);
            }
        }

        while (_parts.Count > 0 && IsWhole(_parts.First()))
            TellFirst();
    }

    /// <summary>Tells what is left.</summary>
    public void Flush()
    {
        while (_parts.Count > 0)
            TellFirst();
    }

    private void Add(LoadSecond second)
    {
        var key = (!second.IsConnecting, second.Number);
        if (!_parts.TryGetValue(key, out var part))
            _parts.Add(key, part = _spare.TryPop(out var spare) ? spare : new Part());
        part.Second.Add(second);
        part.Threads++;
    }

    private bool IsWhole(KeyValuePair<(bool IsScheduled, int Number), Part> first) =>
        first.Value.Threads == threads || (!first.Key.IsScheduled && _parts.Last().Key.IsScheduled);

    private void TellFirst()
    {
        var (key, part) = _parts.First();
        _parts.Remove(key);
        part.Second.Memory = Environment.WorkingSet;
        OnSecond(part.Second);
        part.Second.Clear();
        part.Threads = 0;
        _spare.Push(part);
    }

    private sealed class Part
    {
        public LoadSecond Second { get; } = new();

        public int Threads { get; set; }
    }
}
