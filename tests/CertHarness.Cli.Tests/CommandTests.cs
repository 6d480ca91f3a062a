using CertHarness.Testing;

namespace CertHarness.Cli.Tests;

/// <summary>What all commands that take a campaign have alike, and what they print for machines.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_plan_takes_profile_SUT_and_tags_as_a_run_does()
    {
        var result = await Tool.RunAsync("plan", "--sut", "embedded:mqtt-device", "--profile", "mqtt-device", "--only", "@MQTT5-3.1.2-20");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith("MQTT5-3.1.2-20 ", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n1 requirement, \d scenarios?, ", result.Output);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("check")]
    [InlineData("doctor")]
    public async Task A_profile_that_does_not_exist_is_told_of_the_option(string command)
    {
        var result = await Tool.RunAsync(command, "--profile", "mqtt-borker");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("error --profile:1:1: found 'mqtt-borker', expected a known profile", result.Output + result.Error);
    }

    [Fact]
    public async Task A_check_for_machines_is_one_line_with_every_finding()
    {
        _scratch.Write("features/mqtt/wrong.feature", "Feature: Wrong\n  Scenario: Wrong\n    Given a lamp\n    Gibberish\n");

        var result = await Tool.RunAsync("check", "--suite", _scratch.Path, "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
        Assert.Equal(1, result.Json.GetProperty("errors").GetInt32());
        var finding = result.Json.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("severity").GetString() == "error");
        Assert.Equal(("features/mqtt/wrong.feature", 4), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_preflight_for_machines_is_one_line()
    {
        await using var silent = new OddServer((_, _) => Task.CompletedTask);

        var well = await Tool.RunAsync("doctor", "--out", _scratch.Path, "--json");
        var ill = await Tool.RunAsync("doctor", "--sut", $"{silent.At("mqtt")}", "--out", _scratch.Path, "--json");

        Assert.Equal((0, true), (well.ExitCode, well.Json.GetProperty("healthy").GetBoolean()));
        Assert.Equal((2, false), (ill.ExitCode, ill.Json.GetProperty("healthy").GetBoolean()));
        Assert.Single(ill.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task A_report_for_machines_is_the_line_of_the_run()
    {
        var run = await Tool.RunAsync("run", "--only", "@MQTT5-3.1.4-5", "--out", _scratch.Path, "--json");

        var again = await Tool.RunAsync("report", run.Run, "--json");

        Assert.Equal(run.ExitCode, again.ExitCode);
        Assert.Equal($"{run.Json.GetProperty("requirements")}", $"{again.Json.GetProperty("requirements")}");
        Assert.Equal(run.Json.GetProperty("verdict").GetString(), again.Json.GetProperty("verdict").GetString());
    }
}
