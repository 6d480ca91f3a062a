using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Evaluating;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Runs;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness run</c>: tests a SUT and reports.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var campaign = new CampaignOptions();
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var output = new Option<string>("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "reports" };
        var only = Options.Only("Run only the scenarios of a tag expression, such as \"@security and not @slow\".");
        var parallel = new Option<int>("--parallel") { Description = "How many scenarios run at once at most.", HelpName = "N", DefaultValueFactory = _ => RunRequest.DefaultParallel };
        parallel.CustomParser = r => Options.WholeNumber(r, 1) ?? RunRequest.DefaultParallel;
        var seed = new Option<int?>("--seed") { Description = "The seed of all randomness.", HelpName = "N", CustomParser = r => Options.WholeNumber(r, int.MinValue) };
        var resume = new Option<string?>("--resume") { Description = "Goes on with a run that was cut off, in its folder.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print one JSON line and nothing else." };

        var command = new Command("run", "Tests a SUT and reports. Without arguments: the embedded broker.")
        {
            output, only, parallel, seed, resume, suite, plugins, json,
        };
        campaign.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new RunArguments(
                campaign.Source(parsed, parsed.GetValue(seed)),
                parsed.GetValue(suite),
                parsed.GetValue(plugins),
                parsed.GetRequiredValue(output),
                parsed.GetValue(only),
                parsed.GetRequiredValue(parallel),
                parsed.GetValue(resume),
                parsed.GetValue(json)),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(RunArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var harness = Loading.Harness(arguments.Plugins) with { Operator = arguments.Json ? null : TerminalOperator.AtHand };
        var suite = Loading.Suite(arguments.Suite);
        Options.MustBeTagExpression(arguments.Only, suite);
        var folder = arguments.Resume is { } earlier ? RunFolder.Open(earlier) : null;
        var source = folder is not null && arguments.Campaign.Name is null ? Continued(arguments.Campaign, folder) : arguments.Campaign;
        var campaign = Loading.Campaign(source, suite, harness);
        folder ??= RunFolder.Create(arguments.Output, source.ShortName, time);

        var request = new RunRequest
        {
            Suite = suite,
            Campaign = campaign,
            Folder = folder,
            Resume = arguments.Resume is not null,
            Only = arguments.Only,
            Parallel = arguments.Parallel,
        };
        try
        {
            Evaluation evaluation;
            await using (var display = ProgressDisplay.For(arguments.Json, output, mayAsk: harness.Operator is not null && campaign.Provision is ExternalProvision))
                evaluation = await new CampaignRun(harness, request, display, time).RunAsync(cancellationToken);

            if (arguments.Json && evaluation.Reason is { } reason)
                await error.WriteLineAsync(reason);

            if (arguments.Json)
                await output.WriteLineAsync(RunSummary.Json(evaluation, folder.Path, time.GetElapsedTime(started)));
            else
                RunSummary.Write(evaluation, folder.Path, time.GetElapsedTime(started), output);

            return (int)ExitCodes.Of(evaluation.Verdict);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync($"Cancelled. To go on: certharness run --resume {folder.Path}");
            return (int)ExitCode.Cancelled;
        }
    }

    /// <summary>The campaign as the run folder has it; secrets are not in it.</summary>
    private static CampaignSource Continued(CampaignSource source, RunFolder folder) =>
        !source.HasCredentials && File.ReadAllText(folder.Campaign).Contains(CampaignWriter.Redacted, StringComparison.Ordinal)
            ? throw Options.Wrong(folder.Campaign, "found a secret that a run folder does not keep", "what the run began with beside it: run CAMPAIGN --resume DIR")
            : source with { Name = folder.Campaign };

    private sealed record RunArguments(
        CampaignSource Campaign, string[]? Suite, string[]? Plugins, string Output, string? Only, int Parallel, string? Resume, bool Json);
}
