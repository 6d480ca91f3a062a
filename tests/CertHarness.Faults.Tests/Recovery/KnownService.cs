using CertHarness.Faults.Recovery;

namespace CertHarness.Faults.Tests.Recovery;

/// <summary>A service of which everything is known: when it is gone, how slow it is after that, and what it loses.</summary>
internal sealed record KnownService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static readonly RecoveryRules Rules = new(
        ServedWithin: TimeSpan.FromMilliseconds(500), NormalFactor: 3, NormalFloor: TimeSpan.FromMilliseconds(50), Steady: TimeSpan.FromSeconds(1));

    public TimeSpan Fault { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long it serves nobody.</summary>
    public TimeSpan Outage { get; init; }

    /// <summary>Whether what is due in the outage arrives when it is over, as after a standstill.</summary>
    public bool CatchesUp { get; init; }

    /// <summary>For how long it is slow after the outage.</summary>
    public TimeSpan SlowFor { get; init; }

    /// <summary>How slow it is then.</summary>
    public TimeSpan SlowDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>The numbers of the messages that it acknowledges and loses.</summary>
    public IReadOnlySet<int> Lost { get; init; } = new HashSet<int>();

    public IReadOnlyList<TimeSpan> Noticed { get; init; } = [];

    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(12);

    public TimeSpan Back => Fault + Outage;

    public Disturbance Disturbance => new(Fault, Back);

    public WatchRecord Watched(params IReadOnlyList<Stall> stalls) => new(
        [.. Enumerable.Range(0, (int)(Length / Interval)).Select(Probe)], Interval, Noticed, stalls);

    public RecoveryFigures Figures => RecoveryAnalysis.Of(Watched(), Disturbance, Rules);

    private Probe Probe(int number)
    {
        var due = Interval * number;
        var isOut = due >= Fault && due < Back;
        if (Lost.Contains(number))
            return new Probe(due, due + Delay, null, 0);
        if (isOut && !CatchesUp)
            return new Probe(due, null, null, 0);
        var arrival = isOut ? Back + Delay : due + (due >= Back && due < Back + SlowFor ? SlowDelay : Delay);
        return new Probe(due, arrival, arrival, 1);
    }
}
