using System.Net.Sockets;
using System.Text;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Campaigns;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Probing;

public sealed class BrokerProbeTests
{
    private static readonly Ixit Ixit = new() { Timeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_refused_port_is_named()
    {
        using var port = new ReservedPort();
        Assert.Contains("refused the connection", await UnreachableAsync(new Uri($"mqtt://127.0.0.1:{port.Number}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_called_silent() =>
        Assert.Contains("does not answer a CONNECT", await UnreachableAsync((_, stop) => OddServer.SilenceAsync(stop)), StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_closes_at_once_is_said_to() =>
        Assert.Contains("closes them", await UnreachableAsync((_, _) => Task.CompletedTask), StringComparison.Ordinal);

    [Fact]
    public async Task A_server_that_closes_when_it_is_spoken_to_is_said_to() =>
        Assert.Contains("closes them", await UnreachableAsync(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[100], 1, throwOnEndOfStream: false, stop)), StringComparison.Ordinal);

    [Fact]
    public async Task Random_bytes_are_shown() => Assert.Contains(
        "does not answer in MQTT: it sent FF017B",
        await UnreachableAsync(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0xFF, 0x01, 0x7B, 0x99, 0x00, 0x13 }, stop);
            await OddServer.SilenceAsync(stop);
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_endless_stream_of_packets_is_cut_off() => Assert.Contains(
        "does not answer in MQTT",
        await UnreachableAsync(async (stream, stop) =>
        {
            // PUBLISH packets of 1 KiB, well-formed, for ever.
            byte[] packet = [0x30, 0xFF, 0x07, 0x00, 0x01, (byte)'a', 0x00, .. new byte[1019]];
            while (true)
            {
                await stream.WriteAsync(packet, stop);
            }
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_packet_without_end_is_cut_off() => Assert.NotNull(
        await UnreachableAsync(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0x7F }, stop);
            while (true)
            {
                await stream.WriteAsync(new byte[1 << 16], stop);
            }
        }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_web_server_is_recognised(bool waitsForALine) => Assert.Contains(
        "answers HTTP, not MQTT",
        await UnreachableAsync(async (stream, stop) =>
        {
            var text = new StringBuilder();
            var buffer = new byte[1000];
            do
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, stop)));
            }
            while (waitsForALine && !text.ToString().Contains("\r\n", StringComparison.Ordinal));
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_TLS_server_is_recognised() => Assert.Contains(
        "answers TLS, not plain MQTT",
        await UnreachableAsync(async (stream, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[5], stop);
            await stream.WriteAsync(new byte[] { 0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46 }, stop);
        }),
        StringComparison.Ordinal);

    [Fact]
    public async Task Refused_credentials_are_the_reason() => Assert.Contains(
        "0x87 Not authorized",
        await UnreachableAsync(async (stream, stop) =>
        {
            await stream.ReadExactlyAsync(new byte[5], stop);
            await stream.WriteAsync(new byte[] { 0x20, 0x03, 0x00, 0x87, 0x00 }, stop);
        }),
        StringComparison.Ordinal);

    private static async Task<string> UnreachableAsync(Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        await using var server = new OddServer(behaviour);
        return await UnreachableAsync(server.At("mqtt"));
    }

    private static async Task<string> UnreachableAsync(Uri endpoint)
    {
        var result = await new MqttDriver().ProbeAsync(new SutAccess(endpoint, Ixit), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(result.Capabilities);
        return Assert.IsType<string>(result.Unreachable);
    }
}
