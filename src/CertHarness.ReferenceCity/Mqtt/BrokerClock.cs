namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>Time as the broker sees it: what is due happens under the same lock as what clients send.</summary>
internal sealed class BrokerClock(TimeProvider time, Lock gate)
{
    public long Now => time.GetTimestamp();

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>Does something after a while, unless it is cancelled before.</summary>
    public Deadline After(TimeSpan delay, Action due) => new(time, gate, delay, due);
}
