using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Tests.Malformed;

public sealed class MalformedTrafficTests
{
    [Fact]
    public void Dump()
    {
        var t = new MalformedTraffic(1, new AttackNames("victimx", "certharness/abc/attack", null, null, "victim"));
        var all = Enumerable.Range(0, 10000).Select(n => t[n]).ToList();
        File.WriteAllLines("/tmp/res2-connects.txt", Enumerable.Range(0, t.Singles).Select(n => t[n]).Where(m => m.Introduction.IsEmpty && m.Packet == "CONNECT" && m.MustBeRefused()).Select(m => $"{m.Number}|{m.What}|{m.Version}|{Convert.ToHexString(m.Bytes.Span)}"));
        File.WriteAllLines("/tmp/res2-stats.txt", all.GroupBy(m => (m.Kind, N: m.Nature())).OrderBy(g => g.Key.Kind).Select(g => $"{g.Key.Kind} {g.Key.N} {g.Count()}").Append($"singles {t.Singles}"));
        File.WriteAllLines("/tmp/res2-odd.txt", all.Where(m => m.Nature() == Nature.Odd).Select(m => m.ToString()));
    }
}
