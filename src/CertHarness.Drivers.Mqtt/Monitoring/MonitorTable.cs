using CertHarness.Drivers.Mqtt.Monitoring.Statements;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>All monitors, those about the server's packets and those about the client's.</summary>
internal static class MonitorTable
{
    private static readonly Dictionary<(Role, MqttVersion), PacketMonitor[]> BySide;

    static MonitorTable()
    {
        All =
        [
            .. FormStatements.All,
            .. ConnectStatements.All,
            .. PublishStatements.All,
            .. AcknowledgementStatements.All,
            .. SubscribeStatements.All,
            .. DisconnectStatements.All,
            .. LimitStatements.All,
        ];
        BySide = new[] { Role.Server, Role.Client }
            .SelectMany(side => Enum.GetValues<MqttVersion>(), (side, version) => (side, version))
            .ToDictionary(key => key, key => All.Where(m => m.Watches(key.side, key.version)).ToArray());
    }

    /// <summary>The monitors in the order of the packets' types.</summary>
    public static IReadOnlyList<PacketMonitor> All { get; }

    /// <summary>The monitors of one side's packets in a version.</summary>
    public static PacketMonitor[] Of(Role side, MqttVersion version) => BySide[(side, version)];
}
