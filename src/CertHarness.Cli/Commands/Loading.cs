using System.CommandLine;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Suites;

namespace CertHarness.Cli.Commands;

/// <summary>What most commands begin with: the suite, what is plugged in, the campaign.</summary>
internal static class Loading
{
    /// <summary>The option that lays folders over the suite of the tool.</summary>
    public static Option<string[]> SuiteOption() => new("--suite")
    {
        Description = "A folder with features/ and profiles/ that lies over the built-in suite. May be repeated.",
        HelpName = "DIR",
    };

    /// <summary>The campaign's place on the command line.</summary>
    public static Argument<string?> CampaignArgument()
    {
        var campaign = new Argument<string?>("CAMPAIGN")
        {
            Description = "A campaign file, or the name of a built-in one (embedded, mosquitto, mosquitto-container, aedes, rabbitmq, compose).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        campaign.Validators.Add(r =>
        {
            if (r.Tokens is [{ Value: ['-', ..] option }])
                r.AddError($"There is no option {option} here.");
        });
        return campaign;
    }

    /// <summary>Reads the suite.</summary>
    public static Suite Suite(string[]? folders) => Runner.Suites.Suite.Load(SuiteFolders.Read([SuiteFolders.Embedded, .. folders ?? []]));

    /// <summary>The option that names folders with plug-ins.</summary>
    public static Option<string[]> PluginsOption() => new("--plugins")
    {
        Description = "A folder with plug-ins (step classes, drivers), besides the folder plugins beside the tool. May be repeated.",
        HelpName = "DIR",
    };

    /// <summary>What is plugged in. Load comes from processes of their own, so that the harness does not disturb it.</summary>
    public static Harness Harness(string[]? plugins) =>
        Runner.Harness.Discover(AppContext.BaseDirectory, plugins ?? []) with { Generator = GenerateCommand.Process(plugins) };

    /// <summary>Reads the campaign and checks it together with everything that a run of it needs.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; it tells everything that is.</exception>
    public static Campaign Campaign(CampaignSource source, Suite suite, Harness harness)
    {
        var diagnostics = new DiagnosticBag();
        var campaign = source.Resolve(suite, harness, diagnostics);
        if (suite.Profiles.FirstOrDefault(p => p.Id == campaign?.Profile) is { } profile)
        {
            suite.Check(profile, diagnostics);
            foreach (var finding in new SuiteCheck(suite, harness.Steps()).Check(suite.ScenariosOf(profile)))
                diagnostics.Add(finding);
        }

        var errors = suite.Diagnostics.Concat(harness.Diagnostics).Concat(diagnostics.Diagnostics).Where(d => d.Severity == Severity.Error).ToList();
        return errors.Count == 0 ? campaign! : throw new ConfigurationException(errors);
    }
}
