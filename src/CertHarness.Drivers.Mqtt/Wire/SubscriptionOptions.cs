namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The bits of the subscription options (MQTT 5.0, clause 3.8.3.1).</summary>
internal static class SubscriptionOptions
{
    public const int QoSMask = 0b11;
    public const int NoLocal = 1 << 2;
    public const int RetainAsPublished = 1 << 3;
    public const int RetainHandlingShift = 4;
    public const int ReservedV5 = 0b1100_0000;
    public const int ReservedV311 = 0b1111_1100;
}
