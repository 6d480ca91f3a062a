using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.ReferenceCity.Mqtt.Embedded;
using MQTTnet;
using MQTTnet.Formatter;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>Clients that nobody here wrote get along with the secured broker, over TLS and over WebSocket.</summary>
public sealed class SecuredClientsTests : IAsyncLifetime
{
    private const string Script = """
        const mqtt = require('mqtt'), fs = require('fs');
        const [url, authority, version] = process.argv.slice(1);
        const options = { ca: fs.readFileSync(authority), username: 'lamp', password: 'lamp-key', protocolVersion: Number(version), reconnectPeriod: 0 };
        (async () => {
          const client = await mqtt.connectAsync(url, options);
          const large = 'x'.repeat(200000);
          const heard = new Promise(done => client.on('message', (topic, payload) => { if (payload.toString() === large) done(topic); }));
          await client.subscribeAsync('js/#', { qos: 2 });
          for (const qos of [0, 1, 2]) await client.publishAsync('js/level', `${qos}`, { qos });
          await client.publishAsync('js/large', large, { qos: 2 });
          console.log(await heard);
          await client.endAsync();
        })().catch(e => { console.error(e); process.exit(1); });
        """;

    private readonly string _authority = Path.GetTempFileName();
    private IRunningSut _broker = null!;
    private Ixit _ixit = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await new SecuredMqttBrokerSut().StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        _ixit = _broker.Complete(new Ixit());
        await File.WriteAllTextAsync(_authority, _ixit.Tls.Authority, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        File.Delete(_authority);
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquitto_publishes_over_TLS(string version)
    {
        string[] to = ["-h", "127.0.0.1", "-p", $"{_broker.Endpoint.Port}", "-V", version, "--cafile", _authority, "-u", "lamp", "-P", "lamp-key", "-t", "lamp/1"];
        await RunningProgram.Run("mosquitto_pub", [.. to, "-q", "1", "-r", "-m", "on"]);

        Assert.Equal("on\n", await RunningProgram.Run("mosquitto_sub", [.. to, "-C", "1"]));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    public async Task MQTT_js_works_over_WebSocket_behind_TLS(string version)
    {
        var modules = Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES");
        if (modules is null || !Directory.Exists(Path.Combine(modules, "mqtt")))
            Assert.Skip("CERTHARNESS_NODE_MODULES names no folder with the package mqtt.");
        using var node = RunningProgram.Start("node", ["-e", Script, _ixit.Endpoints.WebSocket!, _authority, version], ("NODE_PATH", modules));

        Assert.Equal("js/large\n", await node.Finish());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task MQTTnet_works_over_TLS_and_WebSocket(bool webSocket)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(_authority);
        var factory = new MqttClientFactory();
        using var client = factory.CreateMqttClient();
        var options = factory.CreateClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithCredentials("lamp", "lamp-key")
            .WithTlsOptions(t => t.UseTls().WithCertificateValidationHandler(e => IsSignedBy(authority, e.Certificate)));
        options = webSocket
            ? options.WithWebSocketServer(w => w.WithUri(_ixit.Endpoints.WebSocket!))
            : options.WithTcpServer("127.0.0.1", _broker.Endpoint.Port);
        var heard = new TaskCompletionSource<string>();
        client.ApplicationMessageReceivedAsync += e =>
        {
            heard.TrySetResult(e.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };

        await client.ConnectAsync(options.Build(), TestContext.Current.CancellationToken);
        await client.SubscribeAsync("lamp/#", cancellationToken: TestContext.Current.CancellationToken);
        await client.PublishStringAsync("lamp/1", "on", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("lamp/1", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await client.DisconnectAsync(cancellationToken: TestContext.Current.CancellationToken);
    }

    // Over WebSocket MQTTnet does not look at a trust chain of its options.
    private static bool IsSignedBy(X509Certificate2 authority, X509Certificate certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(shown);
    }

    [Fact]
    public async Task Strangers_are_turned_away()
    {
        using var stranger = RunningProgram.Start(
            "mosquitto_pub",
            ["-h", "127.0.0.1", "-p", $"{_broker.Endpoint.Port}", "--cafile", _authority, "-u", "lamp", "-P", "wrong", "-t", "lamp/1", "-m", "off"]);

        var thrown = await Assert.ThrowsAnyAsync<Exception>(stranger.Finish);
        Assert.Contains("exit code", thrown.Message, StringComparison.Ordinal);
    }
}
