using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

/// <summary>What becomes of virtual devices that come over TLS and WebSocket, and of those whose server goes wrong with them.</summary>
public sealed class SecuredLoadTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] ConnAck = [0x20, 3, 0, 0, 0];

    private readonly TestAuthority _authority = new(TimeProvider.System);
    private readonly X509Certificate2 _certificate;

    public SecuredLoadTests() => _certificate = _authority.Issue("127.0.0.1");

    private (string Name, string Value) Trusting => ("tls-authority", _authority.Pem);

    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("mqtts", "1.2", "64")]
    [InlineData("mqtts", "1.3", "64")]
    [InlineData("mqtts", "1.3", "300000")]
    [InlineData("wss", "1.3", "64")]
    [InlineData("wss", "1.3", "300000")]
    public async Task Every_message_arrives_once_and_in_order_over_TLS(string scheme, string version, string payload)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = _certificate, WebSocket = true });
        var address = scheme == "wss" ? broker.WebSocketEndpoint! : broker.Endpoint;
        Assert.Equal(scheme, address.Scheme);
        var result = await Run(address, options: [Trusting, ("tls-version", version), ("payload", payload), ("qos", "mixed"), ("subscribers", "3")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal((180, 180, 0, 0, 0, 0), Numbers(result.End.Deliveries!));
        Assert.Empty(result.End.Causes);
    }

    [Theory]
    [InlineData("64")]
    [InlineData("300000")]
    public async Task Every_message_arrives_once_and_in_order_over_WebSocket(string payload)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { WebSocket = true });
        var result = await Run(broker.WebSocketEndpoint!, options: [("payload", payload), ("qos", "mixed"), ("subscribers", "3")]);

        Assert.Equal((180, 180, 0, 0, 0, 0), Numbers(result.End.Deliveries!));
        Assert.Empty(result.End.Causes);
    }

    [Fact]
    public async Task Devices_connect_and_leave_over_TLS_in_order()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = _certificate });
        var result = await Run(broker.Endpoint, options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task Records_that_come_byte_by_byte_are_put_together()
    {
        await using var server = Secured(async (tls, stop) =>
        {
            while (await tls.ReadAsync(new byte[1000], stop) > 0)
                await tls.WriteAsync(ConnAck, stop);
        });
        var result = await Run(server.Endpoint, options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_a_refusal()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = _certificate });
        using var other = new TestAuthority(TimeProvider.System);

        await RefusedAsync(broker.Endpoint, "the SUT is not trusted: its certificate for CN=127.0.0.1 is not signed by the authority that was given", ("tls-authority", other.Pem));
        await RefusedAsync(broker.Endpoint, "the SUT is not trusted: its certificate for CN=127.0.0.1 is not signed by an authority that this machine trusts");
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_a_refusal_unless_that_is_the_one_to_expect()
    {
        using var certificate = _authority.Issue("lamp.example");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });

        await RefusedAsync(broker.Endpoint, "the SUT is not trusted: its certificate for CN=lamp.example is not for \"127.0.0.1\"", Trusting);
        var result = await Run(broker.Endpoint, options: [Trusting, ("tls-server-name", "lamp.example"), ("act", "connect")]);
        Assert.Equal(60, result.Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task No_device_connects_to_a_broker_that_is_not_trusted_and_the_run_says_why()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = _certificate });
        var result = await Run(broker.Endpoint);

        Assert.Equal((0, 4), (result.End.Connected, result.End.ToConnect));
        Assert.StartsWith("no device could connect (connecting: the SUT is not trusted: ", result.End.Interrupted);
    }

    [Fact]
    public async Task A_server_that_is_silent_in_the_handshake_times_out_by_name()
    {
        await using var server = new OddServer((_, stop) => OddServer.SilenceAsync(stop));
        var plan = Plan(Simulation.Inject(8, Second, Second)) with { Timeout = TimeSpan.FromMilliseconds(300), ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        var acting = await Run(server.At("mqtts"), plan, Trusting, ("act", "connect"));
        var connecting = await Run(server.At("mqtts"), plan, Trusting);

        Assert.Equal(8, acting.Totals.Outcomes[Outcome.TimedOut]);
        Assert.Contains("no answer within 0.3 s: the TLS handshake did not end", acting.End.Causes.Keys);
        Assert.Equal(4, connecting.End.Causes["connecting: not connected within 0.3 s: the TLS handshake did not end"]);
    }

    [Fact]
    public async Task A_run_is_cancelled_in_the_middle_of_handshakes()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var server = new OddServer(async (_, stop) =>
        {
            await enough.CancelAsync();
            await OddServer.SilenceAsync(stop);
        });
        var result = await Run(server.At("mqtts"), Plan(Simulation.Inject(8, Second, Second)) with { ConnectTimeout = TimeSpan.FromHours(1) }, enough.Token, Trusting);

        Assert.Equal("the run was cancelled", result.End.Interrupted);
    }

    [Fact]
    public async Task A_server_that_resets_in_the_handshake_refuses()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            stream.Socket.Close(0);
        });

        await RefusedAsync(server.At("mqtts"), "the SUT reset the connection in the TLS handshake", Trusting);
    }

    [Fact]
    public async Task A_server_that_closes_in_the_handshake_refuses()
    {
        await using var server = new OddServer(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[5], 5, throwOnEndOfStream: false, stop));
        var result = await Run(server.At("mqtts"), options: [Trusting, ("act", "connect")]);

        // What it did not read makes the system reset some of them.
        Assert.Equal(60, result.Totals.Outcomes[Outcome.Refused]);
        Assert.All(result.End.Causes.Keys, cause => Assert.Matches("^the SUT (closed|reset) the connection in the TLS handshake$", cause));
    }

    [Fact]
    public async Task A_server_that_resets_after_the_handshake_loses_the_connection()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new() { ServerCertificate = _certificate }, stop);
            await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            stream.Socket.Close(0);
        });
        var result = await Run(server.At("mqtts"), options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.ConnectionLost]);
        Assert.Equal(["the SUT reset the connection"], result.End.Causes.Keys);
    }

    [Fact]
    public async Task A_server_that_says_that_it_ends_is_one_that_closed_the_connection()
    {
        await using var server = Secured(async (tls, stop) =>
        {
            await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            await tls.ShutdownAsync();
            // Held open: the end is told by TLS alone.
            await OddServer.SilenceAsync(stop);
        });
        var result = await Run(server.Endpoint, options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.ConnectionLost]);
        Assert.Equal(["the SUT closed the connection"], result.End.Causes.Keys);
    }

    [Fact]
    public async Task Bytes_that_are_no_TLS_are_a_refusal()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync(new byte[] { 0xFF, 0x01, 0x7B, 0x99, 0x00, 0x13, 0x00, 0x00 }, stop);
            await OddServer.SilenceAsync(stop);
        });
        var result = await Run(server.At("mqtts"), options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Refused]);
        Assert.StartsWith("the SUT did not agree on TLS: ", Assert.Single(result.End.Causes.Keys));
    }

    [Fact]
    public async Task Bytes_that_are_no_TLS_any_more_lose_the_connection()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            await tls.AuthenticateAsServerAsync(new() { ServerCertificate = _certificate }, stop);
            await tls.ReadAtLeastAsync(new byte[1000], 1, throwOnEndOfStream: false, stop);
            await tls.WriteAsync(ConnAck, stop);
            await tls.ReadAtLeastAsync(new byte[1000], 1, throwOnEndOfStream: false, stop);
            byte[] record = [23, 3, 3, 0, 32, .. new byte[32]];
            await stream.WriteAsync(record, stop);
            await OddServer.SilenceAsync(stop);
        });
        var result = await Run(server.At("mqtts"), options: [Trusting, ("qos", "1")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.ConnectionLost]);
        Assert.StartsWith("the SUT broke off TLS: ", Assert.Single(result.End.Causes.Keys));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_certificate_is_shown_the_one_that_was_given()
    {
        using var own = _authority.Issue("lamp");
        await using var server = Secured(
            async (tls, stop) =>
            {
                while (await tls.ReadAsync(new byte[1000], stop) > 0)
                    await tls.WriteAsync(ConnAck, stop);
            },
            asks: true);
        var pem = own.ExportCertificatePem() + "\n" + own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        var shown = await Run(server.Endpoint, options: [Trusting, ("tls-client-certificate", pem), ("act", "connect")]);
        var without = await Run(server.Endpoint, options: [Trusting, ("act", "connect")]);

        Assert.Equal(60, shown.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal(60, without.Totals.Outcomes[Outcome.Refused] + without.Totals.Outcomes[Outcome.ConnectionLost]);
    }

    [Fact]
    public async Task A_server_that_stops_reading_is_left_in_time()
    {
        await using var server = Secured(async (tls, stop) =>
        {
            await tls.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            await tls.WriteAsync(ConnAck, stop);
            await OddServer.SilenceAsync(stop);
        });
        var plan = Plan(Simulation.Inject(8, Second, Second)) with { Timeout = TimeSpan.FromMilliseconds(500) };
        var result = await Run(server.Endpoint, plan, Trusting, ("qos", "0"), ("payload", "16000000"));

        Assert.Equal(8, result.Totals.Outcomes[Outcome.TimedOut]);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", "the SUT opens no WebSocket at /mqtt: it answers \"HTTP/1.1 404 Not Found\"")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "the SUT opens no WebSocket at /mqtt: it does not answer in HTTP: it sent 5353482D322E302D4F70656E535348")]
    public async Task A_server_without_WebSocket_refuses(string answer, string cause)
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), stop);
            await OddServer.SilenceAsync(stop);
        });
        var result = await Run(new Uri(server.At("ws"), "/mqtt"), options: ("act", "connect"));

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Refused]);
        Assert.StartsWith(cause, Assert.Single(result.End.Causes.Keys));
    }

    [Theory]
    [InlineData("mqtt://127.0.0.1:1", "tls-server-name", "a", "The option tls-server-name is for mqtts:// and wss://, not for mqtt://.")]
    [InlineData("mqtts://127.0.0.1:1", "tls-version", "1.1", "The option tls-version is 1.2 or 1.3, not '1.1'.")]
    [InlineData("mqtts://127.0.0.1:1", "tls-authority", "/no/such/file.pem", "the TLS authority /no/such/file.pem cannot be read")]
    public async Task An_option_for_TLS_that_cannot_be_is_refused(string address, string name, string value, string right)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Run(new Uri(address), options: (name, value)));

        Assert.Contains(right, failure.Message);
    }

    private async Task RefusedAsync(Uri address, string cause, params (string Name, string Value)[] options)
    {
        var result = await Run(address, options: [.. options, ("act", "connect")]);

        Assert.Equal(60, result.Totals.Outcomes[Outcome.Refused]);
        Assert.Equal([cause], result.End.Causes.Keys);
    }

    /// <summary>A server that speaks TLS, and sends every byte of it in a segment of its own.</summary>
    private SecuredServer Secured(Func<SslStream, CancellationToken, Task> behaviour, bool asks = false) => new(new OddServer(async (stream, stop) =>
    {
        stream.Socket.NoDelay = true;
        await using var tls = new SslStream(new Dribble(stream));
        try
        {
            await tls.AuthenticateAsServerAsync(
                new()
                {
                    ServerCertificate = _certificate,
                    ClientCertificateRequired = asks,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => !asks || shown is not null,
                },
                stop);
            await behaviour(tls, stop);
        }
        catch (AuthenticationException)
        {
            // The device sees it too, and that is what is looked at.
        }
    }));

    private static Uri Over(string scheme, Uri address) => new UriBuilder(address) { Scheme = scheme }.Uri;

    private static (long Expected, long Received, long Lost, long Duplicates, long OutOfOrder, long Foreign) Numbers(DeliveryReport report) =>
        (report.Expected, report.Received, report.Lost, report.Duplicates, report.OutOfOrder, report.Foreign);

    private static LoadPlan Plan(params LoadSimulation[] simulations) => new()
    {
        Schedule = LoadSchedule.Of(simulations),
        Devices = 4,
        Timeout = Patience,
        ConnectTimeout = Patience,
        // A machine that is busy with other tests drops nothing here: numbers are asserted.
        MostLateness = TimeSpan.FromMinutes(1),
    };

    private static Task<LoadResult> Run(Uri address, LoadSimulation? simulation = null, params (string Name, string Value)[] options) =>
        Run(address, Plan(simulation ?? Simulation.Inject(300, Second, TimeSpan.FromMilliseconds(200))), options);

    private static Task<LoadResult> Run(Uri address, LoadPlan plan, params (string Name, string Value)[] options) =>
        Run(address, plan, TestContext.Current.CancellationToken, options);

    private static async Task<LoadResult> Run(Uri address, LoadPlan plan, CancellationToken cancellationToken, params (string Name, string Value)[] options)
    {
        var totals = new LoadTotals();
        var order = new GeneratorOrder(address, options.ToDictionary(o => o.Name, o => o.Value), [], plan);
        return totals.Finish(await new GeneratorHost([new MqttLoadProtocol()], TimeProvider.System).RunAsync(order, totals.Add, cancellationToken));
    }

    private sealed class SecuredServer(OddServer server) : IAsyncDisposable
    {
        public Uri Endpoint => server.At("mqtts");

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }

    /// <summary>A stream that sends byte by byte.</summary>
    private sealed class Dribble(NetworkStream below) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
                await below.WriteAsync(buffer.Slice(i, 1), cancellationToken);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => below.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => below.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => below.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
