namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>A version of the protocol; the value is the protocol level that a CONNECT carries.</summary>
public enum MqttVersion
{
    /// <summary>MQTT 3.1.1.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V5 = 5,
}
