using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Model;
using CertHarness.Model.Configuration;
using CertHarness.Model.Planning;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness coverage</c>: every row of every catalogue as tested, monitored, untestable or open.</summary>
internal static class CoverageCommand
{
    public static Command Create()
    {
        var suite = Loading.SuiteOption();
        var json = new Option<bool>("--json") { Description = "End with one JSON line." };
        var open = new Option<bool>("--open") { Description = "List the open requirements, and those of which one side only is verified, with the other." };
        var monitored = new Option<bool>("--monitored") { Description = "List the monitored requirements, and whether scenarios verify them too." };
        var plugins = Loading.PluginsOption();
        var command = new Command("coverage", "Lists how much of each standard is tested, monitored, untestable or open.") { suite, plugins, open, monitored, json };
        command.SetAction(parsed => Print(
            Loading.Suite(parsed.GetValue(suite)),
            Loading.Harness(parsed.GetValue(plugins)),
            parsed.GetValue(open),
            parsed.GetValue(monitored),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(Suite suite, Harness harness, bool listOpen, bool listMonitored, bool json, TextWriter output)
    {
        // What cannot be read cannot be counted.
        if (suite.Diagnostics.Any(d => d.Severity == Severity.Error))
            throw new ConfigurationException([.. suite.Diagnostics]);

        var coverage = suite.Catalogues.Select(c => Coverage.Of(c, suite.Verified(), harness.Monitored)).ToList();
        if (json)
        {
            var counts = coverage.Select(c => new StandardCounts(
                c.Catalogue.Standard, c.Total, c.Tested.Count, c.Both.Count, c.Monitored.Count, c.Untestable.Count, c.Open.Count, c.HalfOpen.Count));
            output.WriteLine(JsonSerializer.Serialize(new CoverageCounts([.. counts]), CoverageJson.Default.CoverageCounts));
            return (int)ExitCode.Met;
        }

        foreach (var standard in coverage)
        {
            output.WriteLine(
                $"{standard.Catalogue.Standard,-8} {standard.Total,4} statements: {standard.Tested.Count,4} tested ({standard.Both.Count} of them monitored too), "
                + $"{standard.Monitored.Count,3} monitored, {standard.Untestable.Count,3} untestable, {standard.Open.Count,4} open, {standard.HalfOpen.Count,3} half open");
            foreach (var id in listMonitored ? standard.Both.Concat(standard.Monitored) : [])
                output.WriteLine($"    {(standard.Monitored.Contains(id) ? "monitored" : "both     ")} {id}");
            foreach (var id in listOpen ? standard.Open : [])
                output.WriteLine($"    open {id}");
            foreach (var half in listOpen ? standard.HalfOpen : [])
                output.WriteLine($"    half open {half.Requirement}: {Spelling.Of(half.Side)} side");
        }

        return (int)ExitCode.Met;
    }
}

internal sealed record StandardCounts(string Id, int Total, int Tested, int Both, int Monitored, int Untestable, int Open, int HalfOpen);

internal sealed record CoverageCounts(IReadOnlyList<StandardCounts> Standards);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CoverageCounts))]
internal sealed partial class CoverageJson : JsonSerializerContext;
