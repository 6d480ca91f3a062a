namespace CertHarness.Faults.HalfOpen;

/// <summary>
/// Neither bytes nor ends nor resets get through, while the connection stays open to both sides, as when a cable is cut. Its sender
/// can send until the buffers are full. When the fault is removed, all of it arrives, as TCP sends again what was not acknowledged.
/// </summary>
public sealed record HalfOpenFault : NetworkFault
{
    internal override IEnumerable<string> Problems => [];

    internal override FaultStrategy Begin(TimeSpan now, Random random) => new HalfOpenStrategy();
}
