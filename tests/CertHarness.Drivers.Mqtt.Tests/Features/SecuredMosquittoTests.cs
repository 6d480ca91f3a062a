using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>The campaign that shows how a broker with TLS, WebSocket, users and an access list is described.</summary>
public sealed class SecuredMosquittoTests
{
    private static readonly string[] Known =
    [
        .. Mosquitto.Known,
        // Text frames are taken as binary ones are [MQTT5-6.0.0-1, MQTT3-6.0.0-1].
        "An introduction in a text frame ends the connection",
        "A text frame ends a connection that was accepted",
    ];

    [Fact]
    public async Task Secured_mosquitto_passes_but_for_its_known_deviations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var program in new[] { "mosquitto", "mosquitto_passwd", "openssl" })
        {
            if (!Folders.Any(f => File.Exists(Path.Combine(f, program))))
                Assert.Skip($"{program} is not installed.");
        }

        var file = Path.Combine(FeatureRun.Folder, "..", "..", "profiles", "campaigns", "mosquitto-secured.yaml");
        var diagnostics = new DiagnosticBag();
        var campaign = CampaignReader.Read(file, await File.ReadAllTextAsync(file, cancellation), _ => null, diagnostics);
        Assert.Empty(diagnostics.Diagnostics);
        var folder = Directory.CreateTempSubdirectory("certharness").FullName;
        await using (var sut = await new ProcessProvisioner(
            Assert.IsType<ProcessProvision>(campaign!.Provision), folder, TimeProvider.System, TimeSpan.FromSeconds(60)).StartAsync(cancellation))
        {
            var scenarios = FeatureRun.For("@tls", "@websocket", "@authentication", "@authorization");
            var findings = await new FeatureRun().UntilJudgedAsync(sut.Endpoint, sut.Complete(campaign.Ixit), scenarios, cancellation);
            // Its access list cannot name topics that begin with a $ of the scenario's own, so nobody may use them.
            Assert.Empty(findings.Where(f => f is not { Verdict: Verdict.NotApplicable, Scenario.Uri: "mqtt/wildcards.feature" }).Where(f => !Known.Concat(MosquittoTests.Choices).Contains(f.Scenario.Name)).Select(f => f.ToString()));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Folders => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
}
