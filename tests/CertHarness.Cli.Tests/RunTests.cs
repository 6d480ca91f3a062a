using System.Text;
using System.Text.Json;

namespace CertHarness.Cli.Tests;

/// <summary>The main job.</summary>
public sealed class RunTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Without_arguments_the_embedded_broker_is_tested_and_meets_its_level()
    {
        var result = await Tool.RunUntilJudgedAsync("run", "--out", _scratch.Path, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
        Assert.Equal("pass", result.Json.GetProperty("verdict").GetString());
        Assert.Equal("high", result.Json.GetProperty("level").GetString());
        var monitors = result.Json.GetProperty("monitors");
        Assert.InRange(monitors.GetProperty("notFalsified").GetInt32(), 100, 1000);
        Assert.Equal((0, 0), (monitors.GetProperty("broken").GetInt32(), monitors.GetProperty("noPacket").GetInt32()));
        Assert.StartsWith("CertHarness", result.Evaluation.GetProperty("identification").GetString());
        string[] documents =
        [
            "campaign.yaml", "plan.json", "messages.ndjson", "evaluation.json", "report.en.html", "report.de.html", "junit.xml",
            "allure-results/environment.properties", "allure-results/categories.json", "allure-results/executor.json",
        ];
        Assert.All(documents, d => Assert.True(File.Exists(Path.Combine(result.Run, d)), d));
    }

    [Fact]
    public async Task A_part_of_a_profile_is_never_a_pass()
    {
        var result = await Tool.RunAsync("run", "--only", "@MQTT5-3.12.4-1", "--out", _scratch.Path, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("inconclusive", result.Json.GetProperty("verdict").GetString());
        Assert.Equal(1, result.Json.GetProperty("requirements").GetProperty("pass").GetInt32());
        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("level").ValueKind);
    }

    [Fact]
    public async Task A_report_made_again_is_the_same()
    {
        var run = (await Tool.RunAsync("run", "--only", "@MQTT5-3.12.4-1", "--out", _scratch.Path, "--json")).Run;
        var before = File.ReadAllText(Path.Combine(run, "evaluation.json"));
        File.Delete(Path.Combine(run, "report.en.html"));

        await Tool.RunAsync("report", run);

        Assert.Equal(before, File.ReadAllText(Path.Combine(run, "evaluation.json")));
        Assert.True(File.Exists(Path.Combine(run, "report.en.html")));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var result = await RunProcessAsync("no-such-broker");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no-such-broker", result.Evaluation.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_told_with_its_last_words()
    {
        var result = await RunProcessAsync("sh", "-c", "echo out of lamp oil; exit 7");

        Assert.Equal(2, result.ExitCode);
        var reason = result.Evaluation.GetProperty("reason").GetString();
        Assert.Contains("7", reason);
        Assert.Contains("out of lamp oil", reason);
    }

    [Fact]
    public async Task A_password_is_in_no_file_of_the_run_folder_and_resume_asks_for_the_campaign()
    {
        var campaign = _scratch.Write("secret.yaml", """
            name: Secret
            profile: mqtt-broker
            sut: {name: Reference}
            start: {embedded: mqtt-broker}
            ixit: {username: lamp, password: "hunter-2-secret"}
            """);

        var run = (await Tool.RunAsync("run", campaign, "--only", "@MQTT5-3.12.4-1", "--out", Path.Combine(_scratch.Path, "out"), "--json")).Run;

        Assert.All(
            Directory.EnumerateFiles(run, "*.*", SearchOption.AllDirectories),
            f => Assert.DoesNotContain("hunter-2-secret", Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        var resumed = await Tool.RunAsync("run", "--resume", run);
        Assert.Equal(3, resumed.ExitCode);
        Assert.Contains("secret", resumed.Error);
    }

    private async Task<ToolResult> RunProcessAsync(params string[] command)
    {
        var campaign = _scratch.Write("process.yaml", $$"""
            name: Process
            profile: mqtt-broker
            sut: {name: Something}
            start:
              process:
                command: {{JsonSerializer.Serialize(command)}}
                endpoint: mqtt://127.0.0.1:{port}
            ixit: {timeout: 500ms, start-timeout: 5s}
            """);
        return await Tool.RunAsync("run", campaign, "--out", _scratch.Path, "--json");
    }
}
