using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using static CertHarness.Drivers.Mqtt.Monitoring.Statement;

namespace CertHarness.Drivers.Mqtt.Monitoring.Statements;

/// <summary>DISCONNECT: the last packet of a side.</summary>
internal static class DisconnectStatements
{
    public static IEnumerable<PacketMonitor> All =>
    [
        .. On<DisconnectPacket>(
            Role.Server, "MQTT5-3.14.0-1", "no DISCONNECT before a CONNACK with a reason code below 0x80", (_, s) => s.So.Accepted is not null),
        .. On<DisconnectPacket>(
            Role.Both, "MQTT5-3.14.2-1", "a reason code of DISCONNECT that its sender may use",
            (p, s) => s.Sender == Role.Client || p.ReasonCode != ReasonCode.DisconnectWithWillMessage, null, Clause.DisconnectCode),
        .. Form<DisconnectPacket>(Role.Server, "MQTT5-3.14.2-2", "no Session Expiry Interval from a server", null, Clause.SessionExpiryFromServer),
        .. On<MqttPacket>(
            Role.Both, "MQTT5-3.14.4-1", "nothing after a DISCONNECT", (_, s) => !s.So.HasLeft(s.Sender), (p, s) => p is DisconnectPacket || s.So.HasLeft(s.Sender)),
        .. On<MqttPacket>(
            Role.Client, "MQTT3-3.14.4-2", "nothing after a DISCONNECT", (_, s) => !s.So.HasLeft(Role.Client),
            (p, s) => p is DisconnectPacket || s.So.HasLeft(Role.Client)),
    ];
}
