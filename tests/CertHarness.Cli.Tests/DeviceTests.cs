using CertHarness.Drivers.Transport;

namespace CertHarness.Cli.Tests;

/// <summary>A whole run in which the SUT is a device and the harness the broker.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_embedded_device_meets_its_level()
    {
        var result = await Tool.RunUntilJudgedAsync("run", "embedded-device", "--out", _scratch.Path, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("high", result.Json.GetProperty("level").GetString());
    }

    [Fact]
    public async Task Mosquittos_clients_are_started_told_and_judged()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_pub") || File.Exists("/usr/local/bin/mosquitto_pub"), "mosquitto_pub is not installed.");
        var result = await Tool.RunUntilJudgedAsync(
            "run", "mosquitto-clients", "--only", "@MQTT3-3.3.4-1 or @MQTT5-3.2.2-18 or @MQTT5-3.1.2-30", "--out", _scratch.Path, "--json");

        Assert.Equal(1, result.ExitCode);
        var requirements = result.Json.GetProperty("requirements");
        Assert.Equal(2, requirements.GetProperty("pass").GetInt32());
        Assert.Equal(1, requirements.GetProperty("fail").GetInt32());
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(result.Run, "evidence"), "*.pcapng"));
    }

    [Fact]
    public async Task A_device_with_one_address_in_its_memory_is_tested_one_scenario_after_the_other()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_sub") || File.Exists("/usr/local/bin/mosquitto_sub"), "mosquitto_sub is not installed.");
        using var port = new ReservedPort();
        var result = await RunAsync($$$"""
            name: A lamp that knows one address
            profile: mqtt-device
            sut: {name: Lamp}
            start: {device: {listen: "mqtt://127.0.0.1:{{{port.Number}}}"}}
            ixit:
              device:
                actions:
                  subscribe: {command: [mosquitto_sub, -p, "{{{port.Number}}}", -t, "{topic}", -q, "{qos}", -k, "5"]}
            """, "@MQTT3-3.3.4-1 or @MQTT3-4.3.3-2 or @MQTT3-4.6.0-4");

        Assert.Equal(3, result.Json.GetProperty("requirements").GetProperty("pass").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("requirements").GetProperty("fail").GetInt32());
    }

    [Fact]
    public async Task A_device_that_never_comes_is_inconclusive_and_told_with_its_last_words()
    {
        var result = await RunAsync("""
            name: A lamp without power
            profile: mqtt-device
            sut: {name: Lamp}
            start: {device: {listen: mqtt://127.0.0.1}}
            ixit:
              start-timeout: 2s
              device: {actions: {connect: {command: [sh, -c, echo out of lamp oil; exit 7]}}}
            """, null);

        Assert.Equal(2, result.ExitCode);
        var reason = result.Evaluation.GetProperty("reason").GetString();
        Assert.Contains("out of lamp oil", reason);
        Assert.Contains("7", reason);
    }

    [Fact]
    public async Task A_profile_and_a_start_of_different_roles_do_not_fit()
    {
        var broker = await RunAsync("""
            name: A broker as a device
            profile: mqtt-device
            sut: {name: Broker}
            start: {external: {endpoint: "mqtt://127.0.0.1:1883"}}
            """, null);
        Assert.Equal(3, broker.ExitCode);
        Assert.Contains("connect to the harness", broker.Error);

        var embedded = await Tool.RunAsync("run", "--profile", "mqtt-device", "--out", _scratch.Path);
        Assert.Equal(3, embedded.ExitCode);
        Assert.Contains("mqtt-device", embedded.Error);
    }

    private Task<ToolResult> RunAsync(string campaign, string? only)
    {
        string[] arguments = ["run", _scratch.Write("device.yaml", campaign), "--out", _scratch.Path, "--json"];
        return Tool.RunAsync(only is null ? arguments : [.. arguments, "--only", only]);
    }
}
