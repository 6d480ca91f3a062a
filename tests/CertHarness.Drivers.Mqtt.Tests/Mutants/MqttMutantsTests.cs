using System.Text.RegularExpressions;
using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Tests.Features;

namespace CertHarness.Drivers.Mqtt.Tests.Mutants;

public sealed partial class MqttMutantsTests
{
    private static readonly HashSet<string> Catalogued = [.. Directory
        .EnumerateFiles(FeatureRun.Folder, "*.requirements.yaml")
        .SelectMany(f => Id().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))];

    [Fact]
    public void Every_requirement_that_a_mutant_breaks_is_one_of_a_catalogue() =>
        Assert.All(new MqttMutants().Mutants.SelectMany(m => m.Requirements), r => Assert.Contains(r, Catalogued));

    [Fact]
    public void No_requirement_is_broken_twice_by_mutants_of_the_same_name() =>
        Assert.All(new MqttMutants().Mutants.SelectMany(m => m.Requirements.Select(r => (m.Name, r))).CountBy(m => m), c => Assert.Equal(1, c.Value));

    [Fact]
    public void Names_say_what_a_broker_does() =>
        Assert.All(new MqttMutants().Mutants, m => Assert.Matches("^[a-z].*[^.]$", m.Name));

    [GeneratedRegex(@"^\s*- id: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Id();
}
