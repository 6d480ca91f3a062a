namespace CertHarness.Faults.Reset;

/// <summary>
/// The side that the direction leads to sees the connection reset (TCP RST) after a time; what is still on the way is lost. The
/// other side sees an orderly end, or with <see cref="Direction.Both"/> a reset too.
/// </summary>
public sealed record ResetFault : NetworkFault
{
    /// <summary>When, counted from the injection, or from the opening of the connection if that is later: 0 to 1 day.</summary>
    public TimeSpan After { get; init; }

    internal override IEnumerable<string> Problems => Stated.Duration(nameof(After), After);

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new ResetStrategy(this, now);
}
