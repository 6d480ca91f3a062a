using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;
using static CertHarness.Drivers.Mqtt.Mutants.Changes;
using static CertHarness.Drivers.Mqtt.Mutants.MqttMutants;

namespace CertHarness.Drivers.Mqtt.Mutants.Tables;

/// <summary>Brokers to which filters mean too much, too little, or anything.</summary>
internal static class FilterFaults
{
    public static IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("MQTT5-4.7.1-1 MQTT3-4.7.1-2", "grants filters with a number sign in the wrong place", Grants(f => f.Contains('#', StringComparison.Ordinal) && TopicFilter.ProblemOf(f, MqttVersion.V5) is not null)),
        Mutant("MQTT5-4.7.1-1 MQTT3-4.7.1-2", "grants filters that go on after a number sign", Grants(f => f.Contains("#/", StringComparison.Ordinal))),
        Mutant("MQTT5-4.7.1-1 MQTT3-4.7.1-2", "grants filters with text and a number sign in one level", Grants(f => f.EndsWith("p#", StringComparison.Ordinal))),
        Mutant("MQTT5-4.7.1-1 MQTT3-4.7.1-2", "grants filters with two number signs", Grants(f => f.EndsWith("##", StringComparison.Ordinal))),
        Mutant("MQTT5-4.7.1-2 MQTT3-4.7.1-3", "grants filters with a plus in the wrong place", Grants(f => f.Contains('+', StringComparison.Ordinal) && TopicFilter.ProblemOf(f, MqttVersion.V5) is not null)),
        Mutant("MQTT5-4.7.1-2 MQTT3-4.7.1-3", "grants filters with text and a plus in one level", Grants(f => f.EndsWith("p+", StringComparison.Ordinal))),
        Mutant("MQTT5-4.7.1-2 MQTT3-4.7.1-3", "grants filters with two pluses in one level", Grants(f => f.EndsWith("++", StringComparison.Ordinal))),
        Mutant("MQTT5-4.7.3-1 MQTT3-4.7.3-1", "grants an empty filter", Grants(f => f.Length == 0)),
        Mutant("MQTT5-4.7.1-1 MQTT5-3.3.2-3 MQTT3-4.7.1-2 MQTT3-4.5.0-1", "takes a number sign for one level", Subscribes(s => s with { Filter = s.Filter.Replace('#', '+') })),
        Mutant("MQTT5-4.7.1-1 MQTT5-3.3.2-3 MQTT3-4.7.1-2", "does not count the parent among what a number sign means", Delivers((m, x) => x.Filters.Any(f => f == m.Topic + "/#") ? null : m)),
        Mutant("MQTT5-4.7.1-2 MQTT5-3.3.2-3 MQTT3-4.7.1-3 MQTT3-4.5.0-1", "takes a plus for an ordinary character", Subscribes(s => s with { Filter = s.Filter.Replace("+", "plus", StringComparison.Ordinal) })),
        Mutant("MQTT5-4.7.1-2 MQTT3-4.7.1-3", "lets a plus mean no empty level", Delivers(m => m.Topic.EndsWith('/') || m.Topic.Contains("//", StringComparison.Ordinal) ? null : m)),
        Mutant("MQTT5-3.3.2-3 MQTT5-4.7.3-4 MQTT3-3.3.2-3 MQTT3-4.7.3-4", "takes a plus at the end for a number sign", Subscribes(s => s with { Filter = s.Filter.EndsWith('+') ? s.Filter[..^1] + "#" : s.Filter })),
        Mutant("MQTT5-3.3.2-3 MQTT5-4.7.3-4 MQTT3-3.3.2-3 MQTT3-4.7.3-4", "compares the beginnings of topics", Subscribes(s => s with { Filter = s.Filter.EndsWith("lamp/#", StringComparison.Ordinal) ? s.Filter[..^6] + "#" : s.Filter })),
        Mutant("MQTT5-4.7.2-1 MQTT3-4.7.2-1", "lets wildcards in the first place mean topics with a dollar sign", Takes((m, x) => { if (m.Topic.StartsWith('$')) foreach (var o in x.Others.Where(o => o.Filters.Any(f => f[0] is '#' or '+'))) o.ToClient(m.At(0)); return m; })),
        Mutant("MQTT5-4.7.2-1 MQTT3-4.7.2-1", "lets a plus in the first place mean topics with a dollar sign", Takes((m, x) => { if (m.Topic.StartsWith('$')) foreach (var o in x.Others.Where(o => o.Filters.Any(f => f == "+/1"))) o.ToClient(m.At(0)); return m; })),
    ];
}
