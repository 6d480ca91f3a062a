using System.Text;
using CertHarness.Testing;

namespace CertHarness.Cli.Tests;

/// <summary>What is at the endpoint is no MQTT broker: inconclusive with the root cause, never a verdict about a broker.</summary>
public sealed class NoBrokerTests : IDisposable
{
    /// <summary>What a run that comes to nothing may take at most: 200 MiB of managed memory.</summary>
    private const long MemoryLimit = 200L << 20;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_port_nobody_listens_on()
    {
        Uri address;
        await using (var server = new OddServer((_, _) => Task.CompletedTask))
            address = server.At("mqtt");

        await ExpectInconclusiveAsync(address, "refused");
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing()
    {
        await using var server = new OddServer((_, end) => OddServer.SilenceAsync(end));

        await ExpectInconclusiveAsync(server.At("mqtt"), "does not answer");
    }

    [Fact]
    public async Task A_server_that_closes_at_once()
    {
        await using var server = new OddServer((_, _) => Task.CompletedTask);

        await ExpectInconclusiveAsync(server.At("mqtt"), "closes them");
    }

    [Fact]
    public async Task A_server_that_sends_random_bytes()
    {
        await using var server = new OddServer(async (stream, end) =>
        {
            var bytes = new byte[4096];
            new Random(1).NextBytes(bytes);
            await stream.WriteAsync(bytes, end);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end);
        });

        await ExpectInconclusiveAsync(server.At("mqtt"), "MQTT");
    }

    [Fact]
    public async Task A_server_that_never_stops_sending()
    {
        await using var server = new OddServer(async (stream, end) =>
        {
            var bytes = new byte[64 * 1024];
            while (true)
                await stream.WriteAsync(bytes, end);
        });

        await ExpectInconclusiveAsync(server.At("mqtt"), "MQTT");
    }

    [Fact]
    public async Task A_web_server()
    {
        await using var server = new OddServer(async (stream, end) =>
        {
            _ = await stream.ReadAsync(new byte[1024], end);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), end);
        });

        await ExpectInconclusiveAsync(server.At("mqtt"), "HTTP");
    }

    [Fact]
    public async Task A_server_that_speaks_TLS()
    {
        await using var server = new OddServer(async (stream, end) =>
        {
            _ = await stream.ReadAsync(new byte[1024], end);
            await stream.WriteAsync(new byte[] { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a }, end);
        });

        await ExpectInconclusiveAsync(server.At("mqtt"), "TLS");
    }

    private async Task ExpectInconclusiveAsync(Uri address, string cause)
    {
        var campaign = _scratch.Write("strange.yaml", $"""
            name: Strange
            profile: mqtt-broker
            sut:
              name: Something
            start:
              external:
                endpoint: {address}
            ixit:
              timeout: 500ms
            """);

        var result = await Tool.RunWithinAsync(MemoryLimit, "run", campaign, "--out", _scratch.Path, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("inconclusive", result.Json.GetProperty("verdict").GetString());
        Assert.Equal(0, result.Json.GetProperty("requirements").GetProperty("fail").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("requirements").GetProperty("pass").GetInt32());
        Assert.Contains(cause, result.Evaluation.GetProperty("reason").GetString(), StringComparison.OrdinalIgnoreCase);
        result.ShowsNoStackTrace();
    }
}
