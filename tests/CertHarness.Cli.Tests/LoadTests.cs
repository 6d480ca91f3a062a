using System.Diagnostics;
using System.Text.Json;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;
using CertHarness.Testing;

namespace CertHarness.Cli.Tests;

/// <summary><c>certharness load</c> as a user starts it.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_broker_under_load_is_measured_and_the_numbers_add_up()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var folder = Path.Combine(_scratch.Path, "out");
        var result = await Tool.RunAsync(
            "load", $"{broker.Endpoint}", "--devices", "10", "--rate", "100", "--for", "2s", "--option", "qos=1", "--option", "subscribers=2", "--out", folder, "--json");
        var outcomes = result.Json.GetProperty("outcomes");
        var sum = outcomes.EnumerateObject().Sum(outcome => outcome.Value.GetInt64());

        Assert.Equal(200, sum);
        Assert.Equal(2 * outcomes.GetProperty("ok").GetInt64(), result.Json.GetProperty("deliveries").GetProperty("expected").GetInt64());
        Assert.Equal(12, result.Json.GetProperty("devices").GetProperty("connected").GetInt32());
        Assert.Equal(ExpectedCode(result.Json), result.ExitCode);
        Assert.StartsWith("#[Histogram log format version 1.3]", await File.ReadAllTextAsync(Path.Combine(folder, "response.hlog")));
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(Path.Combine(folder, "load.svg")));
        using var all = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "load.json")));
        Assert.Equal(200, all.RootElement.GetProperty("perSecond").EnumerateArray().Sum(Iterations));
    }

    [Fact]
    public async Task A_broker_over_TLS_is_put_under_load_where_it_is_trusted_alone()
    {
        using var authority = new TestAuthority(TimeProvider.System);
        using var certificate = authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });
        var file = Path.Combine(_scratch.Path, "ca.pem");
        await File.WriteAllTextAsync(file, authority.Pem, TestContext.Current.CancellationToken);
        string[] load = ["load", $"{broker.Endpoint}", "--devices", "5", "--rate", "50", "--for", "1s", "--option", "qos=1", "--option", "subscribers=1"];
        var trusted = await Tool.RunAsync([.. load, "--option", $"tls-authority={file}", "--json"]);
        var stranger = await Tool.RunAsync(load);

        Assert.Equal(6, trusted.Json.GetProperty("devices").GetProperty("connected").GetInt32());
        Assert.Equal(trusted.Json.GetProperty("outcomes").GetProperty("ok").GetInt64(), trusted.Json.GetProperty("deliveries").GetProperty("received").GetInt64());
        Assert.Equal(ExpectedCode(trusted.Json, due: 50), trusted.ExitCode);
        Assert.Equal(2, stranger.ExitCode);
        Assert.Contains("PARTIAL: no device could connect (connecting: the SUT is not trusted: ", stranger.Output);
    }

    [Fact]
    public async Task Where_nothing_listens_the_run_ends_and_says_so()
    {
        var result = await Tool.RunAsync("load", "mqtt://127.0.0.1:1", "--devices", "5", "--rate", "10", "--for", "1h");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("PARTIAL: no device could connect (connecting: the connection was refused)", result.Output);
        result.ShowsNoStackTrace();
    }

    [Theory]
    [InlineData("fax://127.0.0.1", "http or https or mqtt")]
    [InlineData("nonsense", "such as mqtt://")]
    [InlineData("mqtt://127.0.0.1:1", "qos: 0, 1, 2 or mixed", "--option", "help")]
    [InlineData("mqtt://127.0.0.1:1", "option qos is a whole number from 0 to 2", "--option", "qos=7")]
    [InlineData("mqtt://127.0.0.1:1", "an IP address of this machine", "--from", "here")]
    [InlineData("mqtt://127.0.0.1:1", "--devices takes a whole number", "--devices", "many")]
    [InlineData("mqtt://127.0.0.1:1", "--for takes a time such as", "--for", "60")]
    public async Task What_is_wrong_is_told_with_what_would_be_right(string address, string right, params string[] more)
    {
        var result = await Tool.RunAsync(["load", address, .. more]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(right, result.Error);
        result.ShowsNoStackTrace();
    }

    [Fact]
    public async Task After_Ctrl_C_the_numbers_so_far_are_told_and_marked_partial()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        using var tool = Tool.Start("load", $"{broker.Endpoint}", "--devices", "5", "--rate", "200", "--for", "1h", "--out", _scratch.Path);
        await Eventually.HoldsAsync(() => File.Exists(Log) && File.ReadLines(Log).Count() > 5);
        tool.Signal("INT");
        var result = await tool.EndAsync();

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("PARTIAL: the run was cancelled", result.Output);
        Assert.Contains(" ok", result.Output);
        result.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Out_of_file_descriptors_the_generator_is_named_as_the_limit()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Needs a shell that sets limits.");
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var info = new ProcessStartInfo(
            "sh",
            [
                "-c", "ulimit -n 300; exec \"$@\"", "sh", "dotnet", Path.Combine(AppContext.BaseDirectory, "certharness.dll"),
                "load", $"{broker.Endpoint}", "--devices", "1000", "--rate", "10", "--for", "1s",
            ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("INCONCLUSIVE: the generator is out of file descriptors", output);
    }

    [Fact]
    public async Task A_search_ends_with_a_rate_and_its_curve()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        // No rate at all is held within this limit.
        var result = await Tool.RunAsync("load", $"{broker.Endpoint}", "--devices", "5", "--rate", "4", "--for", "1s", "--option", "qos=1", "--search", "--max-p95", "0ms", "--json");

        Assert.Equal(0, result.Json.GetProperty("held").GetDouble());
        Assert.True(result.Json.GetProperty("curve").GetArrayLength() >= 1);
    }

    private string Log => Path.Combine(_scratch.Path, "response.hlog");

    private static int ExpectedCode(JsonElement result, int due = 200) =>
        result.GetProperty("generatorLimits").GetArrayLength() > 0 ? 2
        : result.GetProperty("outcomes").GetProperty("ok").GetInt64() == due ? 0
        : 1;

    private static long Iterations(JsonElement second) =>
        second.GetProperty("ok").GetInt64() + second.GetProperty("failed").GetInt64() + second.GetProperty("dropped").GetInt64();
}
