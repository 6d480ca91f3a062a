using System.Text.Json;

namespace CertHarness.Cli.Tests;

/// <summary>A measurement's way from a scenario of the sample plug-in to level, exit code and reports.</summary>
public sealed class MeasurementTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_a_scenario_measures_is_graded_and_reported()
    {
        var result = await RunAsync("high", "at-most: {basic: 3600000}", "--json");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        var measured = result.Json.GetProperty("measurements").EnumerateArray().ToList();
        Assert.Equal(["delay-p95", "delay-p50", "echoes"], measured.Select(m => m.GetProperty("measurement").GetString()));
        Assert.Equal(("high", "graded"), (measured[0].GetProperty("level").GetString(), measured[0].GetProperty("grading").GetString()));
        Assert.Equal((200, "no-limit"), (measured[2].GetProperty("value").GetDouble(), measured[2].GetProperty("grading").GetString()));
        Assert.Equal(64, result.Evaluation.GetProperty("parameters").GetProperty("message-bytes").GetDouble());
        Assert.Contains("Verzögerung jedes Echos", File.ReadAllText(Path.Combine(result.Run, "report.de.html")));
        Assert.Single(Directory.GetFiles(Path.Combine(result.Run, "allure-results"), "*-attachment.svg"));
        Assert.Contains("measurement.delay-p95", File.ReadAllText(Path.Combine(result.Run, "junit.xml")));
    }

    [Fact]
    public async Task A_measurement_beyond_the_bound_of_the_target_fails_the_run_and_is_told_on_the_terminal()
    {
        var result = await RunAsync("high", "at-most: {basic: 3600000, high: 0.0000001}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("fail ECHO-DELAY-1", result.Output);
        Assert.Contains("expected delay-p95 at most 0.0000001 ms for level high", result.Output);
        Assert.Matches(@"ECHO-DELAY-1 +delay-p95 +[0-9.]+ ms +<= 3600000 +<= 3600000 +<= 0\.0000001 +substantial", result.Output);
    }

    [Fact]
    public async Task The_same_measurement_meets_a_lower_target()
    {
        var result = await RunAsync("substantial", "at-most: {basic: 3600000, high: 0.0000001}", "--json");

        Assert.Equal((0, "substantial"), (result.ExitCode, result.Json.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task A_limit_on_what_nobody_measured_leaves_the_run_open()
    {
        var result = await RunAsync("basic", "at-most: {basic: 3600000}", "--json", measurement: "delay-p99");

        Assert.Equal(2, result.ExitCode);
        var missing = result.Json.GetProperty("measurements").EnumerateArray().Single(m => m.GetProperty("measurement").GetString() == "delay-p99");
        Assert.Equal((JsonValueKind.Null, "not-recorded"), (missing.GetProperty("value").ValueKind, missing.GetProperty("grading").GetString()));
    }

    [Fact]
    public async Task The_reports_are_made_again_from_the_folder_alone()
    {
        var result = await RunAsync("high", "at-most: {basic: 3600000}", "--json");
        string[] files = ["evaluation.json", "report.en.html", "report.de.html", "junit.xml"];
        var before = files.Select(f => File.ReadAllText(Path.Combine(result.Run, f))).ToList();
        foreach (var file in files)
            File.Delete(Path.Combine(result.Run, file));

        var again = await Tool.RunAsync("report", result.Run);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(before, files.Select(f => File.ReadAllText(Path.Combine(result.Run, f))));
    }

    [Fact]
    public async Task A_limit_that_is_wrong_is_a_configuration_error_with_its_line()
    {
        var result = await RunAsync("high", "at-most: {basic: 10, high: 20}");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("profiles/echo-server.yaml:22:32: found the number 20 for high, expected at-most 10, as basic has it", result.Error);
    }

    private async Task<ToolResult> RunAsync(string target, string bounds, string? option = null, string measurement = "delay-p95")
    {
        _scratch.Write("suite/profiles/echo-server.yaml", $$"""
            id: echo-server
            version: "1.0"
            title: {en: Echo server, de: Echo-Server}
            scheme: echo
            role: server
            target: {{target}}
            features: [echo]
            requirements:
              - standard: RFC862
                level: basic
                ids: ["1"]
              - standard: ECHO
                level: basic
                ids: [DELAY-1]
            parameters:
              messages: 200
              message-bytes: 64
            limits:
              - requirement: ECHO-DELAY-1
                measurement: {{measurement}}
                unit: ms
                {{bounds}}
            """);
        string[] arguments =
        [
            "run", "echo", "--plugins", SamplePlugin.Folder, "--suite", SamplePlugin.Suite, "--suite", Path.Combine(_scratch.Path, "suite"),
            "--out", Path.Combine(_scratch.Path, "out"),
        ];
        return await Tool.RunAsync(option is null ? arguments : [.. arguments, option]);
    }
}
