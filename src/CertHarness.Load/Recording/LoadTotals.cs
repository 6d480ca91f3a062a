namespace CertHarness.Load.Recording;

/// <summary>Adds up a run, second by second.</summary>
public sealed class LoadTotals
{
    private readonly List<SecondSummary> _seconds = [];

    /// <summary>Takes in a second.</summary>
    /// <param name="second">The second; it is not kept.</param>
    public void Add(LoadSecond second)
    {
        ArgumentNullException.ThrowIfNull(second);
        Connecting.Add(second.Connecting);
        if (second.IsConnecting)
            return;
        _seconds.Add(SecondSummary.Of(second));
        Begun += second.Begun;
        Length += second.Length;
        Outcomes.Add(second.Outcomes);
        Response.Add(second.Response);
        Service.Add(second.Service);
        Lag.Add(second.Lag);
        MostMemory = Math.Max(MostMemory, second.Memory);
    }

    /// <summary>The time series.</summary>
    public IReadOnlyList<SecondSummary> Seconds => _seconds;

    /// <summary>The time series without what was much shorter than the others: the end of a run seldom falls on that of a second.</summary>
    public IEnumerable<SecondSummary> WholeSeconds
    {
        get
        {
            var usual = _seconds.Count == 0 ? 0 : _seconds.Select(second => second.Length).Order().ElementAt(_seconds.Count / 2);
            return _seconds.Where(second => second.Length >= usual / 2);
        }
    }

    /// <summary>How many iterations began.</summary>
    public long Begun { get; private set; }

    /// <summary>How long the run was, in nanoseconds.</summary>
    public long Length { get; private set; }

    /// <summary>How iterations ended.</summary>
    public OutcomeCounts Outcomes { get; } = new();

    /// <summary>Response times, see <see cref="LoadSecond.Response"/>.</summary>
    public LatencyHistogram Response { get; } = new();

    /// <summary>Service times, see <see cref="LoadSecond.Service"/>.</summary>
    public LatencyHistogram Service { get; } = new();

    /// <summary>The generator's lag, see <see cref="LoadSecond.Lag"/>.</summary>
    public LatencyHistogram Lag { get; } = new();

    /// <summary>How long devices took to connect.</summary>
    public LatencyHistogram Connecting { get; } = new();

    /// <summary>The most resident memory of the generator, in bytes.</summary>
    public long MostMemory { get; private set; }

    /// <summary>The result of the run.</summary>
    /// <param name="end">What the generator said at its end.</param>
    /// <param name="mostLag">How late the generator may be, see <see cref="GeneratorWatch.Judge"/>.</param>
    public LoadResult Finish(LoadEnd end, TimeSpan? mostLag = null)
    {
        ArgumentNullException.ThrowIfNull(end);
        return new LoadResult(this, end, GeneratorWatch.Judge(this, end, mostLag));
    }
}
