using System.CommandLine;
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
        var command = new Command("steps", "Lists the steps that features can use, and how often they are used.") { suite };
        command.SetAction(parsed => Print(Loading.Suite(parsed.GetValue(suite)), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Print(Suite suite, TextWriter output)
    {
        var library = Loading.Steps(Loading.Harness());
        var uses = suite.Features.Scenarios
            .SelectMany(scenario => scenario.Steps.Select(step => library.Match(scenario, step).Definition)).OfType<StepDefinition>()
            .CountBy(d => d).ToDictionary();
        foreach (var step in library.StepDefinitions.OrderBy(d => d.KeywordType).ThenBy(d => d.Expression, StringComparer.Ordinal))
            output.WriteLine($"{uses.GetValueOrDefault(step),5}  {step.Keyword,-5} {step.Expression}");

        return (int)ExitCode.Met;
    }
}
