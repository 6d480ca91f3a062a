namespace CertHarness.Cli.Tests;

/// <summary>The sample plug-in: a driver, its steps and an embedded SUT in an assembly that the tool was not built with.</summary>
public sealed class PluginTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_driver_and_its_steps_in_a_plug_in_test_a_SUT()
    {
        var result = await Tool.RunAsync(
            "run", "echo", "--plugins", SamplePlugin.Folder, "--suite", SamplePlugin.Suite, "--out", _scratch.Path, "--json");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal(2, result.Json.GetProperty("requirements").GetProperty("pass").GetInt32());
        Assert.Equal(4, Directory.GetFiles(Path.Combine(result.Run, "evidence"), "*.pcapng").Length);
    }

    [Fact]
    public async Task Without_the_plug_in_the_campaign_is_a_configuration_error()
    {
        var result = await Tool.RunAsync("run", "echo", "--suite", SamplePlugin.Suite, "--out", _scratch.Path);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no driver for echo://", result.Error);
        Assert.Contains("undefined step 'a client connected to the echo server'", result.Error);
    }

    [Fact]
    public async Task Steps_of_a_plug_in_that_no_feature_uses_are_told_with_their_place()
    {
        var result = await Tool.RunAsync("check", "--plugins", SamplePlugin.Folder);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"EchoSteps\.cs:\d+:1: warning: no feature uses the step 'Given a client connected to the echo server'", result.Output);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("plan")]
    public async Task A_plug_in_that_cannot_be_loaded_is_a_configuration_error_and_no_crash(string command)
    {
        _scratch.Write("broken.dll", "This is no assembly.");

        var result = await Tool.RunAsync(command, "--plugins", _scratch.Path, "--plugins", "nowhere");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("broken.dll:1:1: cannot read the plug-in", result.Output + result.Error);
        Assert.Contains("nowhere:1:1: found no such plug-in folder", result.Output + result.Error);
        result.ShowsNoStackTrace();
    }
}
