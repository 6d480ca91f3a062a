namespace CertHarness.Load.Running;

/// <summary>What went wrong, and how often, in bounded memory whatever a SUT answers.</summary>
internal sealed class Causes
{
    private const int MostDifferent = 30;
    private const string Others = "other causes";

    private readonly Dictionary<string, long> _counts = [];

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Add(string cause, long count = 1)
    {
        if (_counts.Count >= MostDifferent && !_counts.ContainsKey(cause))
            cause = Others;
        _counts[cause] = _counts.GetValueOrDefault(cause) + count;
    }

    public void Add(Causes other)
    {
        foreach (var (cause, count) in other._counts)
            Add(cause, count);
    }
}
