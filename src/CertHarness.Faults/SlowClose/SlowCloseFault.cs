namespace CertHarness.Faults.SlowClose;

/// <summary>An orderly end arrives later; bytes and resets are not delayed.</summary>
public sealed record SlowCloseFault : NetworkFault
{
    /// <summary>How much later: 0 to 1 day.</summary>
    public required TimeSpan Delay { get; init; }

    internal override IEnumerable<string> Problems => Stated.Duration(nameof(Delay), Delay);

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new SlowCloseStrategy(this);
}
