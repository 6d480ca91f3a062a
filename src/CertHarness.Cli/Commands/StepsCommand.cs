using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Gherkin.Execution;
using CertHarness.Runner;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness steps</c>: the vocabulary, and how often each step is used.</summary>
internal static class StepsCommand
{
    public static Command Create()
    {
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON line, for editors." };
        var command = new Command("steps", "Lists the steps that features can use, and how often they are used.") { suite, plugins, json };
        command.SetAction(parsed => Print(
            Loading.Suite(parsed.GetValue(suite)),
            Loading.Harness(parsed.GetValue(plugins)),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Print(Suite suite, Harness harness, bool json, TextWriter output, TextWriter error)
    {
        if (harness.Diagnostics.Count > 0)
            DiagnosticLines.Write(harness.Diagnostics, error);

        var library = harness.Steps();
        var uses = suite.Features.Scenarios
            .SelectMany(scenario => scenario.Steps.Select(step => library.Match(scenario, step).Definition)).OfType<StepDefinition>()
            .CountBy(d => d).ToDictionary();
        var steps = library.StepDefinitions.OrderBy(d => d.KeywordType).ThenBy(d => d.Expression, StringComparer.Ordinal).ToList();
        if (json)
        {
            output.WriteLine(StepListing.Json([.. steps.Select(s => StepListing.Of(s, uses.GetValueOrDefault(s)))]));
            return (int)ExitCode.Met;
        }

        foreach (var step in steps)
            output.WriteLine($"{uses.GetValueOrDefault(step),5}  {step.Keyword,-5} {step.Expression}");

        return (int)ExitCode.Met;
    }
}
