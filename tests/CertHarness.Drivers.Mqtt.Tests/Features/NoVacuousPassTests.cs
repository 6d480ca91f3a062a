using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Model.Campaigns;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>Servers that are no brokers pass no scenario at all.</summary>
public sealed class NoVacuousPassTests
{
    [Fact]
    public Task A_server_that_says_nothing_passes_nothing() => NothingPassesAsync((_, stop) => OddServer.SilenceAsync(stop));

    [Fact]
    public Task A_server_that_closes_every_connection_passes_nothing() => NothingPassesAsync(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[100], 1, throwOnEndOfStream: false, stop));

    private static async Task NothingPassesAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        await using var server = new OddServer(behaviour);
        var ixit = new Ixit { Timeout = TimeSpan.FromMilliseconds(200) };
        var selection = FeatureRun.Plain;
        var findings = await new FeatureRun().RunAsync(server.At("mqtt"), ixit, selection, 100, TestContext.Current.CancellationToken);
        Assert.Empty(selection.Except(findings.Select(f => f.Scenario)).Select(s => $"{s.Key} {s.Name}"));
    }
}
