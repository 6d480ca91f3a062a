namespace CertHarness.Faults.Timeout;

/// <summary>
/// No bytes get through any more: they are lost. After a time the connection is closed, both ways. An orderly end or a reset passes before that. When
/// the fault is removed, connections that lost bytes are closed, since their streams have holes.
/// </summary>
public sealed record TimeoutFault : NetworkFault
{
    /// <summary>
    /// When the connection is closed, counted from the injection, or from its opening if that is later: 0 to 1 day, where 0 means never.
    /// </summary>
    public TimeSpan After { get; init; }

    internal override IEnumerable<string> Problems => Stated.Duration(nameof(After), After);

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new TimeoutStrategy(this, now);
}
