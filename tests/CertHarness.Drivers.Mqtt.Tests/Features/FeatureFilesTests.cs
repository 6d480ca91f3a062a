using System.Text.RegularExpressions;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

public sealed partial class FeatureFilesTests
{
    private static readonly string[] Standards = ["@MQTT", "@CHMQTT", "@LOAD-", "@RES-"];

    [Fact]
    public void All_features_can_be_read() => Assert.Empty(FeatureRun.Suite.Errors.Concat(FeatureRun.DeviceSuite.Errors).Concat(FeatureRun.LoadSuite.Errors).Concat(FeatureRun.ResilienceSuite.Errors));

    [Fact]
    public void All_bindings_can_be_used() => Assert.Empty(FeatureRun.Library.Errors);

    [Fact]
    public void Every_step_has_one_definition()
    {
        var steps = from scenario in FeatureRun.AllScenarios
                    from step in scenario.Steps
                    where FeatureRun.Library.Match(scenario, step) is not { Kind: MatchKind.Bound, Problem: null }
                    select $"{scenario.Uri}:{step.Line} {step.Text}";
        Assert.Empty(steps.Distinct());
    }

    [Fact]
    public void Every_definition_is_used_by_a_step()
    {
        var used = (from scenario in FeatureRun.AllScenarios
                    from step in scenario.Steps
                    from candidate in FeatureRun.Library.Match(scenario, step).Candidates
                    select candidate.Method).ToHashSet();
        Assert.DoesNotContain(FeatureRun.Library.StepDefinitions, d => !used.Contains(d.Method));
    }

    [Fact]
    public void Every_scenario_names_its_obligation_and_what_it_verifies() => Assert.All(FeatureRun.AllScenarios, scenario =>
    {
        Assert.Contains(scenario.Tags, IsOfRequirement);
        Assert.Single(scenario.Tags, t => t is "@must" or "@should" or "@may");
    });

    [Fact]
    public void Every_requirement_tag_names_a_row_of_a_catalogue()
    {
        var rows = Directory.EnumerateFiles(Path.Combine(FeatureRun.Folder, ".."), "*.requirements.yaml", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("- id: ", StringComparison.Ordinal))
            .Select(line => "@" + line["- id: ".Length..])
            .ToHashSet();
        var tags = FeatureRun.AllScenarios.SelectMany(s => s.Tags).Where(IsOfRequirement).Distinct();
        Assert.DoesNotContain(tags, t => !rows.Contains(t));
    }

    [Fact]
    public void A_scenario_speaks_the_version_whose_statements_it_verifies() => Assert.All(FeatureRun.AllScenarios, scenario =>
    {
        // Under load and when things fail one statement is about one version, another one about whichever the broker speaks: the catalogue's
        // row or the profile says so.
        if (scenario.Tags.Any(t => t.StartsWith("@LOAD", StringComparison.Ordinal) || t.StartsWith("@RES", StringComparison.Ordinal)))
            return;

        if (scenario.Tags.Any(t => t.StartsWith("@CHMQTT", StringComparison.Ordinal)))
        {
            // What the scheme asks holds for both, so each scenario says which one a broker needs for it.
            Assert.All(scenario.Steps.SelectMany(s => Version().Matches(s.Text)), m => Assert.Contains($"@mqtt-{m.Groups[1].Value}", scenario.Tags));
            return;
        }

        var (other, version) = scenario.Tags.Any(t => t.StartsWith("@MQTT5", StringComparison.Ordinal)) ? ("@MQTT3", "3.1.1") : ("@MQTT5", "5.0");
        Assert.DoesNotContain(scenario.Tags, t => t.StartsWith(other, StringComparison.Ordinal));
        Assert.DoesNotContain(scenario.Steps, s => s.Text.Contains($"MQTT {version}", StringComparison.Ordinal));
    });

    [GeneratedRegex(@"\bMQTT (\d[.\d]*\d)")]
    private static partial Regex Version();

    private static bool IsOfRequirement(string tag) => Standards.Any(s => tag.StartsWith(s, StringComparison.Ordinal));
}
