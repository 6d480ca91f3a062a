namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>One topic filter of a SUBSCRIBE with its options (clause 3.8.3).</summary>
/// <param name="Filter">The topic filter.</param>
/// <param name="QoS">The highest QoS wanted.</param>
/// <param name="NoLocal">Whether own messages are left out; MQTT 5.0 only.</param>
/// <param name="RetainAsPublished">Whether the retain flag is forwarded as it was; MQTT 5.0 only.</param>
/// <param name="RetainHandling">Which retained messages are sent; MQTT 5.0 only.</param>
public sealed record TopicSubscription(
    string Filter,
    QualityOfService QoS = QualityOfService.AtMostOnce,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    RetainHandling RetainHandling = RetainHandling.Send)
{
    /// <summary>The options byte to send instead of the one that fits, or null. Null in a packet received.</summary>
    public byte? Options { get; init; }

    /// <summary>The subscription in a few words, such as "lamp/# at QoS 1".</summary>
    public override string ToString() =>
        $"{Filter} at QoS {(int)QoS}" + (NoLocal ? " no local" : "") + (RetainAsPublished ? " retain as published" : "")
        + (RetainHandling == RetainHandling.Send ? "" : $" retain handling {(int)RetainHandling}")
        + (Options is { } options ? $" options 0x{options:X2}" : "");
}
