using System.Text.Json;

namespace CertHarness.Cli.Tests;

/// <summary>What an author of features is told.</summary>
public sealed class AuthorTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_undefined_step_comes_with_code_that_would_define_it_once()
    {
        Overlay("""
            @mqtt @interoperability
            Feature: Wrong
              @must @MQTT5-3.1.4-5
              Scenario: Wrong
                When 3 dogs bark at "the broker"
                And 4 dogs bark at "the lamp"
            """);

        var result = await Tool.RunAsync("check", "--suite", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("features/mqtt/wrong.feature:5:1: found the undefined step", result.Output);
        Assert.Contains("features/mqtt/wrong.feature:6:1: found the undefined step", result.Output);
        const string snippet = """
                [When("{int} dogs bark at {string}")]
                public void WhenIntDogsBarkAtString(int number1, string text2)
                {
                    throw new PendingStepException();
                }
            """;
        Assert.Equal(2, result.Output.Split(snippet).Length);
    }

    [Fact]
    public async Task A_tag_that_nobody_knows_is_told_where_it_is_written()
    {
        Overlay("""
            @mqtt
            Feature: Wrong

              @nonsense
              Rule: R

                @must
                @MQTT5-99.9.9-1
                Scenario Outline: Wrong
                  Given a publisher connected with MQTT <version>

                  @MQTT5-99.9.9-2
                  Examples:
                    | version |
                    | 5.0     |
            """);

        var result = await Tool.RunAsync("check", "--suite", _scratch.Path);

        Assert.Contains("wrong.feature:4:1: unknown tag @nonsense", result.Output);
        Assert.Contains("wrong.feature:8:1: no catalogue has the requirement @MQTT5-99.9.9-1", result.Output);
        Assert.Contains("wrong.feature:12:1: no catalogue has the requirement @MQTT5-99.9.9-2", result.Output);
    }

    [Fact]
    public async Task The_vocabulary_is_told_to_editors_as_JSON()
    {
        var result = await Tool.RunAsync("steps", "--json");

        Assert.Equal(0, result.ExitCode);
        var steps = result.Json.EnumerateArray().ToList();
        var connected = steps.Single(s => Text(s, "expression") == "a/an/the {word} connected with MQTT {word}");
        Assert.Equal("*", Text(connected, "keyword"));
        Assert.Equal("CertHarness.Drivers.Mqtt.Steps.ConnectingSteps.Connected", Text(connected, "method"));
        Assert.Equal("CertHarness.Drivers.Mqtt", Text(connected, "assembly"));
        Assert.EndsWith("ConnectingSteps.cs", Text(connected, "file"), StringComparison.Ordinal);
        Assert.True(connected.GetProperty("line").GetInt32() > 0);
        Assert.True(connected.GetProperty("uses").GetInt32() > 10);
        Assert.Equal(steps.Count, (await Tool.RunAsync("steps")).Output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_German_feature_works_through_every_command_and_report()
    {
        _scratch.Write("features/stadt/nachrichten.feature", """
            # language: de
            @stadt @interoperability
            Funktionalität: Gespeicherte Nachrichten
              Eine Leitwarte muss den Zustand jeder Leuchte sofort kennen.

              Regel: Der Broker merkt sich die letzte Nachricht

                Grundlage:
                  Angenommen a lamp connected with MQTT 5.0

                @must @MQTT5-3.3.1-5
                Szenariogrundriss: Ein späterer Abonnent bekommt „<wert>“
                  Und the lamp has published "<wert>" to "leuchte/1/zustand", retained, at QoS 1
                  Wenn a dashboard connected with MQTT 5.0 subscribes to "leuchte/1/zustand"
                  Dann the dashboard receives "<wert>" from "leuchte/1/zustand" with the retain flag set

                  Beispiele:
                    | wert  |
                    | 21,5  |
                    | grün  |
            """);
        _scratch.Write("profiles/stadt.yaml", """
            id: stadt
            version: "1"
            title: {en: City, de: Stadt}
            scheme: mqtt
            role: server
            target: basic
            features: [stadt]
            requirements:
              - standard: MQTT5
                level: basic
                ids: ["3.3.1-5"]
            """);
        _scratch.Write("profiles/campaigns/stadt.yaml", """
            name: Stadt
            profile: stadt
            assessment: second-party
            sut: {name: Referenz-Broker}
            start: {embedded: mqtt-broker}
            """);

        var check = await Tool.RunAsync("check", "--suite", _scratch.Path);
        Assert.True(check.ExitCode == 0, check.Output);
        Assert.DoesNotContain("nachrichten.feature", check.Output);

        var plan = await Tool.RunAsync("plan", "stadt", "--suite", _scratch.Path);
        Assert.Contains("stadt/nachrichten-19", plan.Output);
        Assert.Contains("1 requirement, 2 scenarios", plan.Output);

        var run = await Tool.RunAsync("run", "stadt", "--suite", _scratch.Path, "--out", Path.Combine(_scratch.Path, "reports"), "--json");
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var allure = string.Concat(Directory.GetFiles(Path.Combine(run.Run, "allure-results"), "*-result.json").Select(File.ReadAllText));
        foreach (var report in new[] { In(run, "report.de.html"), In(run, "report.en.html"), In(run, "junit.xml"), Unescaped(allure) })
            Assert.Contains("Ein späterer Abonnent bekommt „grün“", report);
        Assert.Contains("Angenommen a lamp connected with MQTT 5.0", Unescaped(allure));
        Assert.Contains("\"language\":\"de\"", In(run, "messages.ndjson"));

        var report2 = await Tool.RunAsync("report", run.Run);
        Assert.Equal(0, report2.ExitCode);
    }

    private static string In(ToolResult run, string file) => File.ReadAllText(Path.Combine(run.Run, file));

    private static string Unescaped(string json) => System.Text.RegularExpressions.Regex.Unescape(json.Replace("\\\"", "'", StringComparison.Ordinal));

    private static string Text(JsonElement step, string name) => step.GetProperty(name).GetString()!;

    private void Overlay(string feature) => _scratch.Write("features/mqtt/wrong.feature", feature);
}
