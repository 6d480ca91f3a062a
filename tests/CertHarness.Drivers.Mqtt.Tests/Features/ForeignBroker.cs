using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that the harness's authors had no hand in, while it runs.</summary>
/// <param name="Sut">The process.</param>
/// <param name="Folder">Its scratch folder.</param>
internal sealed record ForeignBroker(IRunningSut Sut, string Folder) : IAsyncDisposable
{
    public Uri Endpoint => Sut.Endpoint;

    /// <summary>Starts one as its built-in campaign does, or skips the test where the campaign says that it is not installed.</summary>
    public static async Task<ForeignBroker> StartAsync(string campaign, CancellationToken cancellationToken)
    {
        var file = Path.Combine(FeatureRun.Folder, "..", "..", "profiles", "campaigns", $"{campaign}.yaml");
        var diagnostics = new DiagnosticBag();
        var read = CampaignReader.Read(file, File.ReadAllText(file), Environment.GetEnvironmentVariable, diagnostics);
        Assert.NotNull(read);
        var folder = Directory.CreateTempSubdirectory("certharness").FullName;
        try
        {
            var provisioner = Provisioners.For(read.Provision, [], folder, read.Ixit.StartTimeout, TimeProvider.System);
            return new ForeignBroker(await provisioner.StartAsync(cancellationToken), folder);
        }
        catch (SutUnavailableException absent) when (absent.Message.Contains("is not installed", StringComparison.Ordinal)
            || absent.Message.Contains("there is no such program", StringComparison.Ordinal))
        {
            Directory.Delete(folder, recursive: true);
            Assert.Skip(absent.Message);
            throw;
        }
    }

    /// <summary>Runs the scenarios of MQTT 3.1.1 and expects no verdict but those that are known.</summary>
    /// <param name="known">What it does wrong, by the scenarios that find it.</param>
    /// <param name="inapplicable">Scenarios about another lawful choice than its own.</param>
    /// <param name="open">Scenarios that its deviations keep from coming to the point.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ExpectKnownAsync(
        IReadOnlyList<string> known, IReadOnlyList<string> inapplicable, IReadOnlyList<string> open, CancellationToken cancellationToken)
    {
        var scenarios = FeatureRun.Plain.Where(s => s.Tags.Any(t => t.StartsWith("@MQTT3", StringComparison.Ordinal))).ToList();
        var findings = await new FeatureRun().UntilJudgedAsync(Endpoint, new Ixit(), scenarios, cancellationToken, open);
        foreach (var finding in findings)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(finding.ToString());
        }

        // A busy machine may leave open what is a deviation.
        Assert.Empty(findings.Where(f => !(f.Verdict switch
        {
            Verdict.Fail => known,
            Verdict.NotApplicable => inapplicable,
            Verdict.Inconclusive => known.Concat(open),
            _ => [],
        }).Contains(f.Scenario.Name)).Select(f => f.ToString()));
        // One that did nothing wrong would not have been asked.
        Assert.Contains(findings, f => f.Verdict == Verdict.Fail);
    }

    public async ValueTask DisposeAsync()
    {
        await Sut.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
