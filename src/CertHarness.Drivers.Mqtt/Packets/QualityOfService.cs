namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>How often a message is delivered (MQTT 5.0, clause 4.3).</summary>
public enum QualityOfService
{
    /// <summary>QoS 0: at most once.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: at least once.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: exactly once.</summary>
    ExactlyOnce = 2,

    /// <summary>Both bits set: forbidden, and here so that it can be sent.</summary>
    Reserved = 3,
}
