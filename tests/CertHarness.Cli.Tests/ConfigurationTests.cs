using CertHarness.Testing;

namespace CertHarness.Cli.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_campaign_with_ten_mistakes_is_told_all_of_them_at_once()
    {
        var campaign = _scratch.Write("wrong.yaml", """
            nmae: Wrong
            profile: mqtt-borker
            assessment: fourth-party
            target: highest
            seed: many
            sut:
              vendor: Nobody
              colour: red
            start:
              embedded: mqtt-broker
              external:
                endpoint: not an address
            ics:
              retained-messages: perhaps
            ixit:
              timeout: soon
            """);

        var result = await Tool.RunAsync("run", campaign, "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.True(result.Error.Split('\n').Count(l => l.StartsWith("error ", StringComparison.Ordinal)) >= 10, result.Error);
        Assert.Contains("wrong.yaml:1:1", result.Error);
        Assert.Contains("did you mean", result.Error);
        Assert.Empty(Directory.GetDirectories(_scratch.Path));
        result.ShowsNoStackTrace();
    }

    [Fact]
    public async Task A_campaign_that_does_not_exist_is_told_with_those_that_do()
    {
        var result = await Tool.RunAsync("run", "moskito", "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("mosquitto", result.Error);
    }

    [Theory]
    [InlineData("Given a dog barks at the broker", "undefined step")]
    [InlineData("Given a publisher conected with MQTT 5.0", "did you mean")]
    public async Task A_step_that_nobody_knows_is_a_configuration_error(string step, string told)
    {
        Overlay($"""
            @mqtt @interoperability
            Feature: Wrong
              @must @MQTT5-3.1.4-5
              Scenario: Wrong
                {step}
            """);

        var result = await Tool.RunAsync("run", "--suite", _scratch.Path, "--out", Path.Combine(_scratch.Path, "out"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("features/mqtt/wrong.feature:5:", result.Error);
        Assert.Contains(told, result.Error);
    }

    [Theory]
    [InlineData("@MQTT5-99.9.9-1", "no catalogue has the requirement @MQTT5-99.9.9-1")]
    [InlineData("@MQTT5-3.1.4-50", "did you mean '@MQTT5-3.1.4-5")]
    [InlineData("@intreoperability", "did you mean '@interoperability")]
    public async Task A_tag_that_nobody_knows_is_a_configuration_error(string tag, string told)
    {
        Overlay($"""
            @mqtt
            Feature: Wrong
              @must {tag}
              Scenario: Wrong
                Given a publisher connected with MQTT 5.0
            """);

        var result = await Tool.RunAsync("check", "--suite", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(told, result.Output);
    }

    [Fact]
    public async Task A_feature_that_is_no_Gherkin_is_told_with_its_line()
    {
        Overlay("Feature: Wrong\n  Scenario: Wrong\n    Given a lamp\n    Gibberish\n");

        var result = await Tool.RunAsync("check", "--suite", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("features/mqtt/wrong.feature:4:", result.Output);
    }

    [Fact]
    public async Task Words_on_the_command_line_that_nobody_knows_are_a_configuration_error()
    {
        var result = await Tool.RunAsync("run", "--colour");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no option --colour here.", result.Error);
        result.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("--parallel", "x", "--parallel takes a whole number of at least 1, not 'x'.")]
    [InlineData("--parallel", "0", "--parallel takes a whole number of at least 1, not '0'.")]
    [InlineData("--seed", "1.5", "--seed takes a whole number, not '1.5'.")]
    public async Task A_word_where_a_number_belongs_is_a_configuration_error(string option, string word, string told)
    {
        var result = await Tool.RunAsync("run", option, word, "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(told, result.Error);
        Assert.Empty(Directory.GetDirectories(_scratch.Path));
        result.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("--sut", "localhost:1883", "error --sut:1:1: found 'localhost:1883', expected an address such as mqtt://")]
    [InlineData("--sut", "embedded:mqtnet", "error --sut:1:1: found 'mqtnet', expected a known embedded SUT")]
    [InlineData("--sut", "http://127.0.0.1", "error --sut:1:1: found 'http://127.0.0.1', expected an endpoint that begins with mqtt:// or mqtts:// or ws:// or wss://")]
    [InlineData("--profile", "mqtt-borker", "error --profile:1:1: found 'mqtt-borker', expected a known profile")]
    [InlineData("--only", "@mqqt", "error --only:1:1: no scenario has the tags '@mqqt'")]
    public async Task A_mistake_in_an_option_is_told_of_the_option_and_not_of_the_campaign(string option, string value, string told)
    {
        var result = await Tool.RunAsync("run", option, value, "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(told, result.Error);
        Assert.Empty(Directory.GetDirectories(_scratch.Path));
    }

    [Fact]
    public async Task A_password_in_an_address_is_used_and_kept_out_of_the_run_folder()
    {
        await using var server = new OddServer((_, _) => Task.CompletedTask);
        var address = server.At("mqtt").ToString().Replace("://", "://lamp:s%40lt@", StringComparison.Ordinal);

        var result = await Tool.RunAsync("run", "--sut", address, "--out", _scratch.Path, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("username: lamp", File.ReadAllText(Path.Combine(result.Run, "campaign.yaml")));
        Assert.DoesNotContain("lt@", result.Output + result.Error);
        Assert.All(
            Directory.EnumerateFiles(result.Run, "*", SearchOption.AllDirectories).Select(File.ReadAllText),
            text => Assert.False(text.Contains("s%40lt", StringComparison.Ordinal) || text.Contains("s@lt", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tags_that_are_no_expression_are_a_configuration_error()
    {
        var result = await Tool.RunAsync("run", "--only", "@a and (", "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("--only", result.Error);
        Assert.Empty(Directory.GetDirectories(_scratch.Path));
        result.ShowsNoStackTrace();
    }

    [Fact]
    public async Task A_damaged_run_folder_is_told_by_its_file()
    {
        _scratch.Write("run/plan.json", "{ \"profile\": ");
        _scratch.Write("run/run.json", "{}");
        _scratch.Write("run/campaign.yaml", "name: [");

        var result = await Tool.RunAsync("report", Path.Combine(_scratch.Path, "run"));

        Assert.Equal(3, result.ExitCode);
        result.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Coverage_of_a_suite_that_cannot_be_read_is_no_figure()
    {
        Overlay("Feature: Wrong\n  Scenario: Wrong\n    Given a lamp\n    Gibberish\n");

        var result = await Tool.RunAsync("coverage", "--suite", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("features/mqtt/wrong.feature:", result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task The_suite_that_travels_with_the_tool_has_no_errors()
    {
        var result = await Tool.RunAsync("check");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    private void Overlay(string feature) => _scratch.Write("features/mqtt/wrong.feature", feature);
}
