using System.Text.Json;

namespace CertHarness.Cli.Tests;

/// <summary>The suite proves itself.</summary>
public sealed class QualifyTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_requirement_passes_on_the_reference_and_fails_on_every_mutant_that_breaks_it()
    {
        var result = await QualifyAsync("@MQTT5-3.3.1-5 or @MQTT5-3.12.4-1 or @MQTT3-3.1.2-3");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
        Assert.True(result.Json.GetProperty("requirements").GetInt32() >= 3);
        Assert.Equal(result.Json.GetProperty("requirements").GetInt32(), result.Json.GetProperty("qualified").GetInt32());
        Assert.All(new[] { "noWitness", "survived", "noMutant", "undecided" }, name => Assert.Equal(0, result.Json.GetProperty(name).GetArrayLength()));
        var rows = Qualification.GetProperty("requirements").EnumerateArray().SelectMany(r => r.GetProperty("mutants").EnumerateArray()).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, mutant => Assert.NotEqual("", mutant.GetProperty("message").GetString()));
        Assert.All(new[] { "en", "de" }, language => Assert.True(File.Exists(Path.Combine(Folder, $"qualification.{language}.html"))));
    }

    [Fact]
    public async Task A_test_that_notices_nothing_lets_mutants_survive()
    {
        _scratch.Write("suite/features/mqtt/subscribing.feature", """
            @mqtt
            Feature: Blind

              @must @MQTT5-3.8.4-1
              Scenario: Looks at nothing
                Given a lamp connected with MQTT 5.0
                Then the connection of the lamp stays open
            """);

        var result = await QualifyAsync("@MQTT5-3.8.4-1", "--suite", Path.Combine(_scratch.Path, "suite"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(0, result.Json.GetProperty("qualified").GetInt32());
        Assert.Contains("MQTT5-3.8.4-1: never answers a SUBSCRIBE", result.Json.GetProperty("survived").EnumerateArray().Select(s => s.GetString()));
    }

    [Fact]
    public async Task A_witness_whose_program_is_missing_is_told_with_the_reason()
    {
        var campaign = _scratch.Write("gone.yaml", """
            name: Gone
            profile: mqtt-broker
            assessment: first-party
            sut:
              name: Gone
            start:
              process:
                command: [no-such-broker]
                endpoint: mqtt://127.0.0.1:{port}
            """);

        var result = await QualifyAsync("@MQTT5-3.12.4-1", "--witness", campaign, "--witness", "embedded");

        Assert.Equal(0, result.ExitCode);
        var witness = Qualification.GetProperty("witnesses").EnumerateArray().First();
        Assert.Equal("no-such-broker is not installed", witness.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Without_a_witness_nothing_is_qualified()
    {
        var campaign = _scratch.Write("gone.yaml", """
            name: Gone
            profile: mqtt-broker
            assessment: first-party
            sut:
              name: Gone
            start:
              process:
                command: [no-such-broker]
                endpoint: mqtt://127.0.0.1:{port}
            """);

        var result = await QualifyAsync("@MQTT5-3.12.4-1", "--witness", campaign);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("MQTT5-3.12.4-1", result.Json.GetProperty("noWitness").EnumerateArray().Single().GetString());
    }

    [Fact]
    public async Task Load_is_qualified_with_the_numbers_for_trials_and_the_report_says_so()
    {
        var result = await QualifyAsync("@LOAD-CON-1", "--profile", "mqtt-broker-load");

        // A machine that is busy with other tests may leave it open.
        Assert.Contains(result.ExitCode, (int[])[0, 2]);
        Assert.Empty(result.Json.GetProperty("survived").EnumerateArray());
        Assert.Equal(0.8, Qualification.GetProperty("parameters").GetProperty("vehicles-seconds").GetDouble());
        Assert.Contains("vehicles-seconds", File.ReadAllText(Path.Combine(Folder, "qualification.de.html")));
        var log = Directory.EnumerateFiles(Folder, "*.response-times-1.log", SearchOption.AllDirectories).First();
        Assert.StartsWith("#[Histogram log format version 1.3]", File.ReadAllText(log));
    }

    [Theory]
    [InlineData("--profile", "nonsense")]
    [InlineData("--only", "@no-such-tag")]
    [InlineData("--only", "and and")]
    [InlineData("--parallel", "0")]
    [InlineData("--witness", "no-such-campaign")]
    public async Task What_cannot_be_qualified_is_a_mistake_of_the_configuration(string option, string value)
    {
        var result = await Tool.RunAsync("qualify", option, value, "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(value, result.Error);
        result.ShowsNoStackTrace();
    }

    private string Folder => Directory.EnumerateDirectories(_scratch.Path, "*-qualification-*").Order(StringComparer.Ordinal).Last();

    private JsonElement Qualification => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "qualification.json"))).RootElement;

    private Task<ToolResult> QualifyAsync(string only, params string[] more) => Tool.RunAsync(
        ["qualify", "--only", only, "--out", _scratch.Path, "--json", .. more.Contains("--witness") ? more : [.. more, "--witness", "embedded"]]);
}
