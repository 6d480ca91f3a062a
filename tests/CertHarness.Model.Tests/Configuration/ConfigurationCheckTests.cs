using CertHarness.Model.Configuration;

namespace CertHarness.Model.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Fact]
    public void A_requirement_that_no_catalogue_has_is_told_with_its_place()
    {
        Assert.Equal(
            [
                "p.yaml:12:20: found MQTT5-3.3.1-7, which no catalogue has, expected a requirement of a catalogue; did you mean 'MQTT5-3.3.1-5'?",
                "p.yaml:15:11: found MQTT3-3.3.1-5, which no catalogue has, expected a requirement of a catalogue; did you mean 'MQTT5-3.3.1-5'?",
            ],
            OfProfile(Samples.Profile));
    }

    [Fact]
    public void A_requirement_that_cannot_be_tested_is_told()
    {
        var text = Samples.Profile.With("3.3.1-7", "3.3.1-6").With("  - standard: MQTT3\n    level: high\n    ids: [3.3.1-5]\n", "");

        Assert.Equal(
            [
                "p.yaml:12:20: found MQTT5-3.3.1-6, which cannot be tested from outside (It is about the inside.), "
                    + "expected a requirement that a scenario can verify; with this one no level can be earned",
            ],
            OfProfile(text));
    }

    [Fact]
    public void A_campaign_that_fits_is_silent()
    {
        Assert.Empty(OfCampaign(Samples.Campaign.With(", websocket: not-supported", ", mqtt-5.0: supported")));
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once()
    {
        var text = Samples.Campaign.With("mqtt://", "http://").With("retained-messages: ", "retained-mesages: ");

        Assert.Equal(
            [
                "c.yaml:14:15: found 'http://127.0.0.1:{port}', expected an endpoint that begins with mqtt:// or mqtts://, as the profile asks",
                "c.yaml:15:7: found 'retained-mesages', expected a known capability: mqtt-5.0, retained-messages; did you mean 'retained-messages'?",
                "c.yaml:15:36: found 'websocket', expected a known capability: mqtt-5.0, retained-messages",
            ],
            OfCampaign(text));
    }

    [Fact]
    public void An_unknown_profile_or_embedded_SUT_is_told_with_those_there_are()
    {
        Assert.Equal(
            [
                "c.yaml:2:10: found 'mqtt-brokr', expected a known profile: mqtt-broker; did you mean 'mqtt-broker'?",
                "c.yaml:4:19: found 'mqtt', expected a known embedded SUT: mqtt-broker, other",
            ],
            OfCampaign("name: n\nprofile: mqtt-brokr\nsut: {name: s}\nstart: {embedded: mqtt}\n"));
    }

    [Fact]
    public void Placeholders_are_for_processes()
    {
        var text = "name: n\nprofile: mqtt-broker\nsut: {name: s}\nstart: {external: {endpoint: mqtt://h}}\n"
            + "ixit:\n  endpoints:\n    websocket: ws://h:{port-websocket}/mqtt\n";

        Assert.Equal(
            ["c.yaml:7:16: found 'ws://h:{port-websocket}/mqtt', expected an endpoint without placeholders: only a process or a container has them"],
            OfCampaign(text));
    }

    private static string[] OfProfile(string text)
    {
        var bag = new DiagnosticBag();
        var sources = new SourceMap("p.yaml");
        var profile = ProfileReader.Read("p.yaml", text, bag, sources);
        Assert.NotNull(profile);
        ConfigurationCheck.Check(profile, sources, [Reading.Catalogue(Samples.Catalogue).Value!], bag);
        return Reading.Lines(bag);
    }

    private static string[] OfCampaign(string text)
    {
        var bag = new DiagnosticBag();
        var sources = new SourceMap("c.yaml");
        var campaign = CampaignReader.Read("c.yaml", text, Reading.Variable, bag, sources);
        Assert.NotNull(campaign);
        ConfigurationCheck.Check(
            campaign,
            sources,
            [Reading.Profile(Samples.Profile).Value!],
            [Reading.Catalogue(Samples.Catalogue).Value!],
            ["mqtt-broker", "other"],
            scheme => [scheme, scheme + "s"],
            bag);
        return Reading.Lines(bag);
    }
}
