using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using CertHarness.Model.Campaigns;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Probing;

/// <summary>What is wrong with TLS or WebSocket is told in words, in time, and never blamed on MQTT.</summary>
public sealed class TransportProbeTests : IDisposable
{
    private readonly TestAuthority _authority = new(TimeProvider.System);

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_broker_behind_TLS_is_reached()
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });

        var result = await ProbeAsync(broker.Endpoint, Trusting(_authority));

        Assert.Null(result.Unreachable);
        Assert.Contains(result.Capabilities, c => c is { Id: "tls", Present: true });
    }

    [Theory]
    [InlineData("1.2")]
    [InlineData("1.3")]
    public async Task The_version_of_TLS_can_be_chosen(string version)
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });
        var trusting = Trusting(_authority);

        var result = await ProbeAsync(broker.Endpoint, trusting with { Tls = trusting.Tls with { Version = version } });

        Assert.Null(result.Unreachable);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_named()
    {
        using var other = new TestAuthority(TimeProvider.System);
        using var certificate = other.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });

        Assert.Contains("is not signed by the authority that was given", await UnreachableAsync(broker.Endpoint, Trusting(_authority)), StringComparison.Ordinal);
        Assert.Contains("is not signed by an authority that this machine trusts", await UnreachableAsync(broker.Endpoint, Patient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_named_unless_that_is_the_one_to_expect()
    {
        using var certificate = _authority.Issue("lamp.example");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });
        var trusting = Trusting(_authority);

        Assert.Contains("CN=lamp.example is not for \"127.0.0.1\"", await UnreachableAsync(broker.Endpoint, trusting), StringComparison.Ordinal);
        Assert.Null((await ProbeAsync(broker.Endpoint, trusting with { Tls = trusting.Tls with { ServerName = "lamp.example" } })).Unreachable);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_named()
    {
        using var certificate = _authority.Issue("127.0.0.1", TimeSpan.FromDays(400));
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });

        Assert.Contains("its certificate is valid from", await UnreachableAsync(broker.Endpoint, Trusting(_authority)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_a_port_in_the_clear_is_recognised()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);

        Assert.Contains(
            "does it speak TLS?", await UnreachableAsync(Over("mqtts", broker.Endpoint), Trusting(_authority)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_the_clear_to_TLS_is_recognised()
    {
        using var certificate = _authority.Issue("127.0.0.1");
        await using var server = new OddServer(async (stream, stop) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            }
            catch (AuthenticationException)
            {
                // So it should be: nobody speaks TLS with it.
            }
        });

        Assert.NotNull((await ProbeAsync(server.At("mqtt"), Patient)).Unreachable);
    }

    [Fact]
    public async Task A_server_that_is_silent_about_TLS_is_given_up()
    {
        await using var server = new OddServer((_, stop) => OddServer.SilenceAsync(stop));

        Assert.Contains(
            "did not complete a TLS handshake within 1 s", await UnreachableAsync(server.At("mqtts"), Patient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_instead_of_TLS_are_no_handshake()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0xFF, 0x01, 0x7B, 0x99, 0x00, 0x13, 0x00, 0x00 }, stop);
            await OddServer.SilenceAsync(stop);
        });

        Assert.Contains("TLS", await UnreachableAsync(server.At("mqtts"), Trusting(_authority)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_there_is_named() => Assert.Contains(
        "the TLS authority /no/such/file.pem cannot be read",
        await UnreachableAsync(new Uri("mqtts://127.0.0.1:1"), Patient with { Tls = new() { Authority = "/no/such/file.pem" } }),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_broker_is_reached_over_WebSocket()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { WebSocket = true });

        var result = await ProbeAsync(broker.WebSocketEndpoint!, Trusting(_authority));

        Assert.Null(result.Unreachable);
        Assert.Contains(result.Capabilities, c => c is { Id: "websocket", Present: true });
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "answers \"HTTP/1.1 200 OK\"")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", "answers \"HTTP/1.1 403 Forbidden\"")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: bm8=\r\n\r\n", "without the Sec-WebSocket-Accept")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "does not answer in HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\n", "and closes")]
    public async Task A_WebSocket_that_is_refused_says_how(string answer, string reason)
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.ReadAtLeastAsync(new byte[1000], 1, throwOnEndOfStream: false, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
        });

        Assert.Contains(reason, await UnreachableAsync(server.At("ws"), Patient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_answers_the_request_for_a_WebSocket_is_given_up()
    {
        await using var server = new OddServer((_, stop) => OddServer.SilenceAsync(stop));

        Assert.Contains(
            "did not answer the request for a WebSocket within 1 s", await UnreachableAsync(server.At("ws"), Patient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\n"u8.ToArray(), stop);
            while (true)
                await stream.WriteAsync("X-More: and more of it\r\n"u8.ToArray(), stop);
        });

        Assert.Contains("bytes of headers", await UnreachableAsync(server.At("ws"), Patient), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8104 20020000", "a text frame")]
    [InlineData("8284 00000000 20020000", "a masked frame")]
    [InlineData("C204 20020000", "a reserved bit")]
    [InlineData("8004 20020000", "a continuation of nothing")]
    [InlineData("827F FFFFFFFFFFFFFFFF", "an impossible length")]
    [InlineData("8304 20020000", "opcode 0x3")]
    [InlineData("897E 0080", "opcode 0x9 and 128 bytes")]
    public async Task Frames_that_no_server_may_send_are_named(string frame, string reason)
    {
        await using var server = new OddServer((stream, stop) => AgreeAsync(stream, frame, stop));

        Assert.Contains(reason, await UnreachableAsync(server.At("ws"), Patient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_promises_more_than_it_brings_is_an_end()
    {
        await using var server = new OddServer((stream, stop) => AgreeAsync(stream, "82FF", stop));

        Assert.NotNull((await ProbeAsync(server.At("ws"), Patient)).Unreachable);
    }

    private static Ixit Patient => new() { Timeout = TimeSpan.FromSeconds(1) };

    // Long enough for a busy machine; only who is silent is waited for so long.
    private static Ixit Trusting(TestAuthority authority) => new() { Timeout = TimeSpan.FromSeconds(20), Tls = new() { Authority = authority.Pem } };

    private static Uri Over(string scheme, Uri endpoint) => new($"{scheme}://{endpoint.Authority}/mqtt");

    /// <summary>Opens the WebSocket as it should be, and then sends a frame.</summary>
    private static async Task AgreeAsync(NetworkStream stream, string frame, CancellationToken stop)
    {
        var request = new StringBuilder();
        var buffer = new byte[1000];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, stop)));
        var key = request.ToString().Split("\r\n").Single(l => l.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))[19..];
#pragma warning disable CA5350 // RFC 6455 prescribes SHA-1 here.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n"), stop);
        await stream.ReadAtLeastAsync(new byte[1000], 1, throwOnEndOfStream: false, stop);
        await stream.WriteAsync(Convert.FromHexString(frame.Replace(" ", "", StringComparison.Ordinal)), stop);
        stream.Socket.Shutdown(SocketShutdown.Send);
        await OddServer.SilenceAsync(stop);
    }

    private static async Task<string> UnreachableAsync(Uri endpoint, Ixit ixit) =>
        Assert.IsType<string>((await ProbeAsync(endpoint, ixit)).Unreachable);

    private static Task<ProbeResult> ProbeAsync(Uri endpoint, Ixit ixit) =>
        new MqttDriver().ProbeAsync(new SutAccess(endpoint, ixit), TimeProvider.System, TestContext.Current.CancellationToken);
}
