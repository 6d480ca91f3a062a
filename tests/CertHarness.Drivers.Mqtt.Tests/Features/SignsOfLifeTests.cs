using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>A broker that cuts off who gives signs of life is at fault only if it had them in time.</summary>
public sealed class SignsOfLifeTests
{
    private const byte Connect = 0x10;
    private const byte PingReq = 0xC0;

    private static readonly byte[] Accepted = [0x20, 0x03, 0x00, 0x00, 0x00];
    private static readonly byte[] Pong = [0xD0, 0x00];

    [Fact]
    public async Task A_broker_that_has_them_and_cuts_off_fails() => Assert.Equal(Verdict.Fail, await VerdictAsync(answers: true));

    [Fact]
    public async Task A_broker_that_does_not_show_that_it_has_them_may_be_right() =>
        Assert.Equal(Verdict.Inconclusive, await VerdictAsync(answers: false));

    private static async Task<Verdict> VerdictAsync(bool answers)
    {
        await using var server = new OddServer((stream, stop) => CutOffAtTheFifthAsync(stream, answers, stop));
        var selection = FeatureRun.Suite.Scenarios
            .Where(s => s.Steps.Any(step => step.Text.Contains("sends PINGREQ every", StringComparison.Ordinal)) && s.Tags.Contains("@MQTT5-3.1.2-22"))
            .ToList();
        // With that timeout a busy machine does not count as one on which nothing can be told.
        var ixit = new Ixit { Timeout = TimeSpan.FromSeconds(30) };
        return Assert.Single(await new FeatureRun().RunAsync(server.At("mqtt"), ixit, selection, 1, TestContext.Current.CancellationToken)).Verdict;
    }

    private static async Task CutOffAtTheFifthAsync(NetworkStream stream, bool answers, CancellationToken stop)
    {
        var buffer = new byte[1024];
        for (var signs = 0; signs < 5 && await stream.ReadAsync(buffer, stop) > 0;)
        {
            signs += buffer[0] == PingReq ? 1 : 0;
            if (buffer[0] == Connect)
            {
                await stream.WriteAsync(Accepted, stop);
            }
            else if (answers)
            {
                await stream.WriteAsync(Pong, stop);
            }
        }
    }
}
