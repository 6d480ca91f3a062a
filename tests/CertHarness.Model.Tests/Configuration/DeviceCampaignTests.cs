using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;

namespace CertHarness.Model.Tests.Configuration;

public sealed class DeviceCampaignTests
{
    private const string Campaign = """
        name: A meter
        profile: mqtt-device
        sut: {name: Meter}
        start:
          device:
            listen: mqtt://127.0.0.1
            files: {meter.js: "// {dir}"}
        ixit:
          device:
            by-itself: [connect]
            reconnects: true
            actions:
              publish:
                command: [meter, "{host}", "--key=${env:MQTT_PASSWORD}"]
                options: {retain: [-r], keep-alive: []}

        """;

    [Fact]
    public void A_device_is_read_as_it_is_written()
    {
        var (campaign, bag) = Reading.Campaign(Campaign);
        Assert.Empty(bag);
        Assert.Equal(new Uri("mqtt://127.0.0.1"), Assert.IsType<DeviceProvision>(campaign!.Provision).Listen);
        var device = campaign.Ixit.Device!;
        Assert.True(device.Reconnects);
        Assert.Equal(["connect"], device.ByItself);
        Assert.Equal(["-r"], device.Actions["publish"].Options["retain"]);
        Assert.Empty(device.Actions["publish"].Options["keep-alive"]);
    }

    [Fact]
    public void What_is_written_to_a_run_folder_is_read_again_and_holds_no_secret()
    {
        var (campaign, _) = Reading.Campaign(Campaign);
        var text = CampaignWriter.Resolved(campaign!);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        var (again, bag) = Reading.Campaign(text);
        Assert.Empty(bag);
        Assert.Equal(text, CampaignWriter.Resolved(again!));
    }

    [Theory]
    [InlineData("listen: mqtt://127.0.0.1", "listen: 127.0.0.1")]
    [InlineData("listen: mqtt://127.0.0.1", "listens: mqtt://127.0.0.1")]
    [InlineData("reconnects: true", "reconnects: often")]
    [InlineData("by-itself: [connect]", "by-itself: connect")]
    [InlineData("by-itself: [connect]", "by-itself: []")]
    [InlineData("command: [meter, \"{host}\", \"--key=${env:MQTT_PASSWORD}\"]", "commands: [meter]")]
    [InlineData("retain: [-r]", "retain: -r")]
    public void A_mistake_is_found_by_reader_and_schema(string old, string replacement)
    {
        var text = Campaign.With(old, replacement);
        Assert.NotEmpty(Reading.Campaign(text).Errors);
        Assert.False(Schema.Accepts("campaign.schema.json", text));
    }

    [Fact]
    public void The_sample_is_right_by_the_schema_too() => Assert.True(Schema.Accepts("campaign.schema.json", Campaign));

    [Fact]
    public void Words_that_no_driver_knows_are_told_with_their_place()
    {
        var sources = new SourceMap("device.yaml");
        var bag = new DiagnosticBag();
        var campaign = CampaignReader.Read("device.yaml", Campaign, _ => "x", bag, sources)!;
        ConfigurationCheck.Check(
            campaign, sources, new Dictionary<string, IReadOnlySet<string>> { ["publish"] = new HashSet<string> { "retain" } }, bag);
        Assert.Equal(2, bag.Diagnostics.Count);
        Assert.Contains(bag.Diagnostics, d => d.Message.Contains("'connect'", StringComparison.Ordinal));
        Assert.Contains(bag.Diagnostics, d => d.Message.Contains("'keep-alive'", StringComparison.Ordinal) && d.Line > 1);
    }
}
