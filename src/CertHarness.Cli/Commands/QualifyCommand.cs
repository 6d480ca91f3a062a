using System.CommandLine;
using CertHarness.Cli.Output;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Configuration;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Qualifying;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness qualify</c>: shows that each requirement passes where all is right, and fails where something is wrong.</summary>
internal static class QualifyCommand
{
    private const string DefaultProfile = "mqtt-broker";

    public static Command Create()
    {
        var suite = Loading.SuiteOption();
        var plugins = Loading.PluginsOption();
        var profile = new Option<string>("--profile") { Description = "The profile whose requirements are qualified.", HelpName = "ID", DefaultValueFactory = _ => DefaultProfile };
        var witness = new Option<string[]>("--witness") { Description = "A campaign whose SUT is asked whether it passes, instead of all that can be started here. May be repeated.", HelpName = "CAMPAIGN" };
        var output = new Option<string>("--out") { Description = "The folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => "reports" };
        var only = new Option<string?>("--only") { Description = "Qualify only the requirements all of whose scenarios meet a tag expression.", HelpName = "TAGS" };
        var parallel = new Option<int>("--parallel") { Description = "How many mutants are tested at once at most.", HelpName = "N", DefaultValueFactory = _ => QualificationRequest.DefaultParallel };
        parallel.CustomParser = r => Options.WholeNumber(r, 1) ?? QualificationRequest.DefaultParallel;
        var seed = new Option<int>("--seed") { Description = "The seed of all randomness.", HelpName = "N", DefaultValueFactory = _ => 1 };
        seed.CustomParser = r => Options.WholeNumber(r, int.MinValue) ?? 1;
        var json = new Option<bool>("--json") { Description = "Print one JSON line and nothing else." };

        var command = new Command("qualify", "Shows that each requirement passes on SUTs that are right, and fails on mutants that are wrong.")
        {
            profile, witness, output, only, parallel, seed, suite, plugins, json,
        };
        command.SetAction((parsed, cancellationToken) => QualifyAsync(
            new QualifyArguments(
                parsed.GetRequiredValue(profile),
                parsed.GetValue(witness) ?? [],
                parsed.GetRequiredValue(output),
                parsed.GetValue(only),
                parsed.GetRequiredValue(parallel),
                parsed.GetRequiredValue(seed),
                parsed.GetValue(suite),
                parsed.GetValue(plugins),
                parsed.GetValue(json)),
            parsed.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> QualifyAsync(QualifyArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var harness = Loading.Harness(arguments.Plugins);
        var suite = Loading.Suite(arguments.Suite);
        Options.MustBeTagExpression(arguments.Only, suite);
        var profile = suite.Profiles.FirstOrDefault(p => p.Id == arguments.Profile) ?? throw Options.Wrong(
            "--profile", $"there is no profile '{arguments.Profile}'", $"one of {string.Join(", ", suite.Profiles.Select(p => p.Id))}");
        var witnesses = Witnesses(arguments, suite, harness);
        var request = new QualificationRequest
        {
            Suite = suite,
            Profile = profile,
            Witnesses = witnesses.Count > 0 ? witnesses : WitnessCampaign.AllOf(suite, profile, harness, arguments.Seed),
            Reports = arguments.Output,
            Only = arguments.Only,
            Parallel = arguments.Parallel,
            Seed = arguments.Seed,
        };
        MustBeSound(suite, harness, request);
        await using var display = new QualificationDisplay(arguments.Json, output);
        var (result, folder) = await new QualificationRun(harness, request, display, TimeProvider.System).RunAsync(cancellationToken);
        await display.DisposeAsync();
        if (arguments.Json)
            await output.WriteLineAsync(QualificationSummary.Json(result));
        else
            QualificationSummary.Write(result, folder, output);

        return (int)QualificationSummary.CodeOf(result);
    }

    private static List<WitnessCampaign> Witnesses(QualifyArguments arguments, Suite suite, Harness harness)
    {
        var witnesses = new List<WitnessCampaign>();
        foreach (var name in arguments.Witnesses)
        {
            var campaign = Loading.Campaign(new CampaignSource(name, arguments.Profile, null, arguments.Seed), suite, harness);
            witnesses.Add(new WitnessCampaign(Path.GetFileNameWithoutExtension(name), campaign, Provisioners.Obstacle(campaign.Provision)));
        }

        return witnesses;
    }

    private static void MustBeSound(Suite suite, Harness harness, QualificationRequest request)
    {
        var diagnostics = new DiagnosticBag();
        suite.Check(request.Profile, diagnostics);
        foreach (var finding in new SuiteCheck(suite, harness.Steps()).Check(suite.ScenariosOf(request.Profile)))
            diagnostics.Add(finding);

        if (request.Witnesses.Count == 0)
            diagnostics.Add(new Diagnostic(Severity.Error, "--witness", 1, 1, $"no campaign tests by the profile {request.Profile.Id}", "a campaign"));

        var errors = suite.Diagnostics.Concat(harness.Diagnostics).Concat(diagnostics.Diagnostics).Where(d => d.Severity == Severity.Error).ToList();
        if (errors.Count > 0)
            throw new ConfigurationException(errors);
    }

    private sealed record QualifyArguments(
        string Profile, string[] Witnesses, string Output, string? Only, int Parallel, int Seed, string[]? Suite, string[]? Plugins, bool Json);
}
