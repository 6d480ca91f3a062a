using System.Text.RegularExpressions;
using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Tests.Features;
using CertHarness.Drivers.Mutations;
using CertHarness.Model.Configuration;
using CertHarness.ReferenceCity.Mqtt.Mutants;

namespace CertHarness.Drivers.Mqtt.Tests.Mutants;

public sealed partial class MqttMutantsTests
{
    private static readonly HashSet<string> Catalogued = [.. Directory
        .EnumerateFiles(Path.Combine(FeatureRun.Folder, ".."), "*.requirements.yaml", SearchOption.AllDirectories)
        .SelectMany(f => Id().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))];

    private static readonly IReadOnlyList<Mutant> All = [.. MutantSources
        .Discover([typeof(MqttMutants).Assembly, typeof(TransportMutants).Assembly])
        .SelectMany(s => s.Mutants)];

    [Fact]
    public void Every_requirement_of_the_broker_s_profile_is_broken_by_a_mutant()
    {
        var file = Path.Combine(FeatureRun.Folder, "..", "..", "profiles", "mqtt-broker.yaml");
        var profile = Assert.IsType<Model.Profiles.Profile>(ProfileReader.Read(file, File.ReadAllText(file), new DiagnosticBag()));

        Assert.NotEmpty(profile.Requirements);
        Assert.Empty(profile.Requirements.Select(r => r.Id).Except(All.SelectMany(m => m.Requirements)));
    }

    [Fact]
    public void Every_requirement_that_a_mutant_breaks_is_one_of_a_catalogue() =>
        Assert.All(All.SelectMany(m => m.Requirements), r => Assert.Contains(r, Catalogued));

    [Fact]
    public void No_requirement_is_broken_twice_by_mutants_of_the_same_name() =>
        Assert.All(All.SelectMany(m => m.Requirements.Select(r => (m.Name, r))).CountBy(m => m), c => Assert.Equal(1, c.Value));

    [Fact]
    public void Names_say_what_a_broker_does() =>
        Assert.All(All, m => Assert.Matches("^[a-z].*[^.]$", m.Name));

    [GeneratedRegex(@"^\s*- id: (\S+)", RegexOptions.Multiline)]
    private static partial Regex Id();
}
