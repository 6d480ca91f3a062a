using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Sessions;

/// <summary>How long a session outlives its connection, in seconds.</summary>
internal static class SessionExpiry
{
    public const uint Never = uint.MaxValue;

    /// <summary>MQTT 3.1.1 has two cases: a clean session ends with its connection (MQTT3-3.1.2-6), another one never.</summary>
    public static uint Of(ConnectPacket packet, MqttVersion version) => version == MqttVersion.V5
        ? packet.Properties.SessionExpiryInterval ?? 0
        : packet.CleanStart ? 0 : Never;
}
