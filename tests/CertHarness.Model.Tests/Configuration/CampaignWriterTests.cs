using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CsCheck;

namespace CertHarness.Model.Tests.Configuration;

public sealed class CampaignWriterTests
{
    [Fact]
    public void The_password_is_nowhere_in_what_is_written()
    {
        var (campaign, _) = Reading.Campaign(Samples.Campaign
            .With("allow_anonymous true", "password ${env:MQTT_PASSWORD}")
            .With("127.0.0.1:{port}", "127.0.0.1:${env:PORT}")
            .With("-c,", "\"--password=${env:MQTT_PASSWORD}\", \"${env:LEVEL}\","));

        var text = CampaignWriter.Resolved(campaign!);

        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cond", text, StringComparison.Ordinal);
        Assert.Contains("--password=***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("basic", text, StringComparison.Ordinal);
        Assert.Contains("mqtt://127.0.0.1:1883", text, StringComparison.Ordinal);
        Assert.Contains("username: u\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_is_not_in_a_campaign_that_is_shown()
    {
        var (campaign, _) = Reading.Campaign(Samples.Campaign);

        Assert.Contains("Password = ***", campaign!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", campaign.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cond", campaign.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_name_from_the_environment_is_redacted_and_a_written_one_is_not()
    {
        var (campaign, _) = Reading.Campaign(Samples.Campaign.With("username: u", "username: \"${env:LEVEL}\""));

        Assert.Equal(["s3cret", "basic", "s3cond"], campaign!.Secrets);
        Assert.DoesNotContain("basic", CampaignWriter.Resolved(campaign), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_campaign()
    {
        var (campaign, _) = Reading.Campaign(Samples.Campaign.With("${env:MQTT_PASSWORD}", "***").With("${env:SECOND_PASSWORD}", "***"));

        var (again, errors) = Reading.Campaign(CampaignWriter.Resolved(campaign!));

        Assert.Empty(errors);
        Assert.Equivalent(campaign, again, strict: true);
    }

    [Theory]
    [InlineData("{container: {image: \"localhost/b:2\", ports: {port: 1883, port-ws: 80}, endpoint: \"mqtt://127.0.0.1:{port}\", command: [b, \"2\"], environment: {A: \"1\"}, files: {/etc/b.conf: \"x\\n\"}}}")]
    [InlineData("{container: {image: b, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\"}}")]
    [InlineData("{external: {endpoint: \"mqtt://h:1883\", hooks: {stop: [a, \"1\"], start: {command: [c], timeout: 2s}, restart: {url: \"http://h/x\"}, power-cycle: {url: \"https://h/y?z=1\", method: PUT, timeout: 1.5m}}}}")]
    public void Every_way_to_start_reads_back_as_it_was(string start)
    {
        var (campaign, errors) = Reading.Campaign($"name: n\nprofile: p\nsut: {{name: s}}\nstart: {start}\n");
        Assert.Empty(errors);

        var (again, more) = Reading.Campaign(CampaignWriter.Resolved(campaign!));

        Assert.Empty(more);
        Assert.Equivalent(campaign, again, strict: true);
    }

    [Theory]
    [InlineData("container: {image: b, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", environment: {KEY: \"${env:MQTT_PASSWORD}\"}}")]
    [InlineData("container: {image: b, ports: {port: 1883}, endpoint: \"mqtt://127.0.0.1:{port}\", files: {/k: \"${env:MQTT_PASSWORD}\"}, command: [\"${env:MQTT_PASSWORD}\"]}")]
    [InlineData("external: {endpoint: \"mqtt://h:1883\", hooks: {stop: [a, \"${env:MQTT_PASSWORD}\"], start: {url: \"http://h/${env:MQTT_PASSWORD}\"}}}")]
    public void Secrets_of_containers_and_hooks_are_redacted(string start)
    {
        var (campaign, _) = Reading.Campaign($"name: n\nprofile: p\nsut: {{name: s}}\nstart: {{{start}}}\n");

        var text = CampaignWriter.Resolved(campaign!);

        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.Contains("***", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_texts_survive_writing_and_reading()
    {
        var text = Gen.OneOf(
            Gen.String[Gen.Char[' ', '~'], 1, 20],
            Gen.OneOf(
                "true", "null", "2.10", "1e5", "yes", "~", "0x1F", "- a", "a: b", "# x", "a\nb\n", "  lead", "trail ", "\"", "'", "ü€😀", "a\tb", "\n\nx"))
            .Where(t => !string.IsNullOrWhiteSpace(t) && !t.Contains("${env:", StringComparison.Ordinal));
        Gen.Select(text, text, text).Sample((name, argument, content) =>
        {
            var campaign = new Campaign
            {
                Name = name,
                Profile = "p",
                Sut = new SutDescription(name, argument, content),
                Provision = new ProcessProvision([argument], new Dictionary<string, string> { ["f"] = content }, "mqtt://h:{port}"),
            };

            var (again, errors) = Reading.Campaign(CampaignWriter.Resolved(campaign));

            Assert.Empty(errors);
            Assert.Equivalent(campaign, again, strict: true);
        });
    }
}
