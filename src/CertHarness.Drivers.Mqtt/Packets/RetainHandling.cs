namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>Which retained messages a new subscription asks for (MQTT 5.0, clause 3.8.3.1).</summary>
public enum RetainHandling
{
    /// <summary>All that match, each time.</summary>
    Send = 0,

    /// <summary>All that match, if the subscription is new.</summary>
    SendIfNew = 1,

    /// <summary>None.</summary>
    DoNotSend = 2,

    /// <summary>Both bits set: forbidden, and here so that it can be sent.</summary>
    Reserved = 3,
}
