using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers that do not pass on what a message says about itself.</summary>
internal static class PropertyFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-3.3.2-4", "drops the payload format", DeliversWith(p => p with { PayloadFormatIndicator = null })),
        Mutant("MQTT5-3.3.2-4", "passes another payload format on", DeliversWith(p => p with { PayloadFormatIndicator = 0 })),
        Mutant("MQTT5-3.3.2-15", "drops the response topic", DeliversWith(p => p with { ResponseTopic = null })),
        Mutant("MQTT5-3.3.2-14", "passes a response topic with a wildcard on", DeliversWith(p => p with { ResponseTopic = p.ResponseTopic is null ? null : p.ResponseTopic + "/#" })),
        Mutant("MQTT5-3.3.2-16", "drops the correlation data", DeliversWith(p => p with { CorrelationData = null })),
        Mutant("MQTT5-3.3.2-16", "ends correlation data at a null character", DeliversWith(p => p with { CorrelationData = p.CorrelationData is { Length: > 0 } d ? d[..Math.Max(0, d.Span.IndexOf((byte)0))] : null })),
        Mutant("MQTT5-3.3.2-20", "drops the content type", DeliversWith(p => p with { ContentType = null })),
        Mutant("MQTT5-3.3.2-20", "keeps ASCII only of the content type", DeliversWith(p => p with { ContentType = p.ContentType?.Replace('ö', '?') })),
        Mutant("MQTT5-3.3.2-17", "drops user properties", DeliversWith(p => p with { UserProperties = [] })),
        Mutant("MQTT5-3.3.2-17", "keeps one user property of each name", DeliversWith(p => p with { UserProperties = [.. p.UserProperties.DistinctBy(u => u.Name)] })),
        Mutant("MQTT5-3.3.2-17", "drops user properties without a value", DeliversWith(p => p with { UserProperties = [.. p.UserProperties.Where(u => u.Value.Length > 0)] })),
        Mutant("MQTT5-3.3.2-18", "turns user properties round", DeliversWith(p => p with { UserProperties = [.. p.UserProperties.Reverse()] })),
        Mutant("MQTT5-3.3.2-18", "sorts user properties by name", DeliversWith(p => p with { UserProperties = [.. p.UserProperties.OrderBy(u => u.Name)] })),
        Mutant("MQTT5-3.3.2-4 MQTT5-3.3.2-15 MQTT5-3.3.2-17 MQTT5-3.3.2-18 MQTT5-3.3.2-20", "forgets the properties of messages that it keeps for absent clients", Delivers((m, x) => x.Resumed ? m with { Properties = Properties.None } : m)),
        Mutant("MQTT5-3.3.2-5", "delivers messages whose time is over", Takes(m => m with { Properties = m.Properties with { MessageExpiryInterval = m.Properties.MessageExpiryInterval * 1000 } })),
        Mutant("MQTT5-3.3.2-6", "does not take off the time that a message waited", DeliversWith(p => p with { MessageExpiryInterval = p.MessageExpiryInterval is null ? null : 100u })),
        Mutant("MQTT5-3.3.2-6", "drops the time that a message has to live", DeliversWith(p => p with { MessageExpiryInterval = null })),
    ];
}
