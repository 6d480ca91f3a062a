namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>Message expiry (MQTT 5.0, clause 3.3.2.3.3).</summary>
internal static class MessageExpiry
{
    /// <summary>MQTT5-3.3.2-5: a message that waited too long is not delivered.</summary>
    public static bool HasPassed(this ApplicationMessage message, BrokerClock clock) =>
        message.ExpiryInterval is { } interval && Waited(message, clock) >= interval;

    /// <summary>MQTT5-3.3.2-6: what is left of the interval, in seconds. At least 1, for a message under way does not expire any more.</summary>
    public static uint? Left(this ApplicationMessage message, BrokerClock clock) => message.ExpiryInterval is { } interval
        ? (uint)Math.Max(1, interval - Waited(message, clock))
        : null;

    private static long Waited(ApplicationMessage message, BrokerClock clock) => (long)clock.Since(message.Arrived).TotalSeconds;
}
