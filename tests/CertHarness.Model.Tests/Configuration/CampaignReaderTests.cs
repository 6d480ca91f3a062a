using CertHarness.Model.Campaigns;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Tests.Configuration;

public sealed class CampaignReaderTests
{
    private const string Smallest = "name: n\nprofile: mqtt-broker\nsut: {name: s}\nstart: {embedded: mqtt-broker}\n";

    [Fact]
    public void A_right_campaign_is_read_with_every_field()
    {
        var (campaign, errors) = Reading.Campaign(Samples.Campaign);

        Assert.Empty(errors);
        Assert.NotNull(campaign);
        Assert.Equal((Assessment.SecondParty, Level.Substantial, 7), (campaign.Assessment, campaign.Target, campaign.Seed));
        Assert.Equal(new SutDescription("Eclipse Mosquitto", "Eclipse Foundation", "2.0"), campaign.Sut);
        var process = Assert.IsType<ProcessProvision>(campaign.Provision);
        Assert.Equal(["mosquitto", "-c", "{dir}/mosquitto.conf"], process.Command);
        Assert.Equal("listener {port} 127.0.0.1\nallow_anonymous true\n", process.Files["mosquitto.conf"]);
        Assert.Equal("mqtt://127.0.0.1:{port}", process.Endpoint);
        Assert.Equal(Declaration.Supported, campaign.Ics["retained-messages"]);
        Assert.Equal(Declaration.NotSupported, campaign.Ics["websocket"]);
        Assert.Equal(
            new Ixit
            {
                Timeout = TimeSpan.FromSeconds(2),
                StartTimeout = TimeSpan.FromSeconds(90),
                Username = "u",
                Password = "s3cret",
                TopicPrefix = "city/north",
                AuthenticationMethod = "SCRAM-SHA-256",
                Tls = new TlsSettings
                {
                    Authority = "{dir}/ca.pem",
                    ClientCertificate = "c.pem",
                    ClientKey = "k.pem",
                    ServerName = "broker.example",
                    Version = "1.3",
                },
                Endpoints = new MoreEndpoints("mqtts://127.0.0.1:{port-tls}", "ws://127.0.0.1:{port-ws}/mqtt"),
                Authorization = new Authorization("city/keys", "warden", "s3cond"),
            },
            campaign.Ixit);
        Assert.Equal(["s3cret", "s3cond"], campaign.Secrets);
    }

    [Fact]
    public void What_is_left_out_takes_its_default()
    {
        var (campaign, errors) = Reading.Campaign(Smallest);

        Assert.Empty(errors);
        Assert.NotNull(campaign);
        Assert.Equal((Assessment.FirstParty, null, 1), (campaign.Assessment, campaign.Target, campaign.Seed));
        Assert.Equal(new EmbeddedProvision("mqtt-broker"), campaign.Provision);
        Assert.Equal(new Ixit(), campaign.Ixit);
        Assert.Empty(campaign.Ics);
        Assert.Empty(campaign.Secrets);
    }

    [Fact]
    public void A_variable_can_stand_in_any_value()
    {
        var (campaign, errors) = Reading.Campaign(
            Smallest.With("{embedded: mqtt-broker}", "{external: {endpoint: \"mqtt://127.0.0.1:${env:PORT}\"}}")
            + "seed: ${env:SEED}\ntarget: ${env:LEVEL}\n");

        Assert.Empty(errors);
        Assert.Equal((12, Level.Basic), (campaign!.Seed, campaign.Target));
        Assert.Equal(new ExternalProvision(new Uri("mqtt://127.0.0.1:1883")), campaign.Provision);
    }

    [Fact]
    public void A_placeholder_of_a_container_is_one_of_its_ports()
    {
        var (_, errors) = Reading.Campaign(
            Smallest.With("{embedded: mqtt-broker}", "{container: {image: b, ports: {port-ws: 80}, endpoint: \"mqtt://127.0.0.1:{port}\"}}"));

        Assert.Contains("found '{port}', expected one of the ports, which are port-ws", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variable_that_is_not_set_is_told()
    {
        var (campaign, errors) = Reading.Campaign(Samples.Campaign
            .With("MQTT_PASSWORD", "NOPE")
            .With("{name: Eclipse", "{name: \"${env:A}${env:B}\", x: Eclipse"));

        Assert.Null(campaign);
        Assert.Equal(4, errors.Length);
        Assert.Contains("c.yaml:6:13: found a reference to the environment variable 'A', which is not set, expected A to be set", errors);
        Assert.Contains("c.yaml:6:13: found a reference to the environment variable 'B', which is not set, expected B to be set", errors);
        Assert.Contains(errors, e => e.Contains("'NOPE'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_value_from_a_variable_is_not_shown()
    {
        var (_, errors) = Reading.Campaign(Smallest + "seed: ${env:MQTT_PASSWORD}\n");

        Assert.Equal(["c.yaml:5:7: found the value of '${env:MQTT_PASSWORD}', expected a whole number from -2147483648 to 2147483647"], errors);
    }

    [Fact]
    public void Two_ways_to_start_are_one_too_many()
    {
        var (_, errors) = Reading.Campaign(Smallest.With("{embedded: mqtt-broker}", "{embedded: mqtt-broker, external: {endpoint: nowhere}}"));

        Assert.Equal(
            [
                "c.yaml:4:32: found 'external' beside 'embedded', expected exactly one of embedded, process, container, external, device",
                "c.yaml:4:53: found 'nowhere', expected an endpoint such as mqtt://127.0.0.1:1883, "
                    + "without user name and password (they belong to ixit)",
            ],
            errors);
    }

    [Fact]
    public void No_way_to_start_is_too_few()
    {
        var (_, errors) = Reading.Campaign(Smallest.With("{embedded: mqtt-broker}", "{}"));

        Assert.Equal(["c.yaml:4:8: found no way to start the SUT, expected exactly one of embedded, process, container, external, device"], errors);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("5s", 5_000)]
    [InlineData("0.25s", 250)]
    [InlineData("2m", 120_000)]
    public void A_duration_has_a_unit(string text, int milliseconds)
    {
        var (campaign, _) = Reading.Campaign(Smallest + $"ixit: {{timeout: {text}}}\n");

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), campaign?.Ixit.Timeout);
    }
}
