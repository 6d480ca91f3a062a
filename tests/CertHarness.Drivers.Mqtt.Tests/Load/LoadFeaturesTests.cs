using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Tests.Features;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

/// <summary>The features about load with real devices at real brokers, and at brokers that break.</summary>
public sealed class LoadFeaturesTests
{
    private static readonly byte[] ConnAck = [0x20, 3, 0, 0, 0];

    /// <summary>The profile's numbers for trials.</summary>
    private static IReadOnlyDictionary<string, double> Parameters { get; } = ProfileReader.Read(
        "mqtt-broker-load.yaml",
        File.ReadAllText(Path.Combine(FeatureRun.Folder, "..", "..", "profiles", "mqtt-broker-load.yaml")),
        new DiagnosticBag())!.ForTrials().Parameters;

    [Fact]
    public async Task The_reference_broker_fails_nothing_and_everything_is_measured()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var run = new FeatureRun { Parameters = Parameters };
        var findings = await RunAsync(run, broker.Endpoint, new Ixit());

        // A machine that is busy with other tests may leave any of them open.
        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
        Assert.NotEmpty(run.Measured.Select(m => m.Name).Intersect(["throughput", "delay-p95", "connect-p95", "collect-p95", "capacity", "connections-lost"]));
        Assert.All(run.Measured.Where(m => m.Name is "lost" or "reordered" or "connections-lost"), m => Assert.Equal(0, m.Value));
    }

    [Theory]
    [InlineData("mqtts")]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task A_campaign_that_offers_nothing_in_the_clear_is_put_under_load_all_the_same(string scheme)
    {
        using var authority = new TestAuthority(TimeProvider.System);
        using var certificate = authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = scheme == "ws" ? null : certificate, WebSocket = true });
        var run = new FeatureRun { Parameters = Parameters };
        var endpoint = scheme == "mqtts" ? broker.Endpoint : broker.WebSocketEndpoint!;
        Assert.Equal(scheme, endpoint.Scheme);
        var findings = await RunAsync(run, endpoint, new Ixit { Tls = new() { Authority = authority.Pem } }, "@LOAD-THR-1");

        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));
        Assert.True(findings.Count > 0 || run.Measured.Any(m => m.Name == "throughput"), "load does not apply");
        Assert.All(run.Measured.Where(m => m.Name is "lost" or "reordered"), m => Assert.Equal(0, m.Value));
    }

    [Fact]
    public async Task A_broker_whose_certificate_is_not_the_campaigns_is_inconclusive()
    {
        using var authority = new TestAuthority(TimeProvider.System);
        using var other = new TestAuthority(TimeProvider.System);
        using var certificate = authority.Issue("127.0.0.1");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });
        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = Parameters }, broker.Endpoint, new Ixit { Tls = new() { Authority = other.Pem } }, "@LOAD-THR-1"));

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Contains("is not signed by the authority that was given", finding.Message);
    }

    [Fact]
    public async Task Credentials_of_the_campaign_are_used_and_nothing_is_left_behind()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new BrokerOptions { Users = [new("lamp", "lamp-key")] });
        var ixit = new Ixit { Username = "lamp", Password = "lamp-key" };
        var findings = await RunAsync(new FeatureRun { Parameters = Parameters }, broker.Endpoint, ixit, "@LOAD-RET-1");
        Assert.Empty(findings.Where(f => f.Verdict != Verdict.Inconclusive).Select(f => f.ToString()));

        var end = await CollectAsync(broker.Endpoint);
        Assert.True(end.Causes.Keys.All(cause => cause.StartsWith("no answer", StringComparison.Ordinal)), string.Join("; ", end.Causes.Keys));
    }

    [Fact]
    public async Task A_broker_that_dies_midway_ends_the_run_with_what_happened()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var killer = new DeadlyGenerator(broker);
        var run = new FeatureRun { Parameters = With("lamps-seconds", 4), Generator = killer };
        var finding = Assert.Single(await RunAsync(run, broker.Endpoint, new Ixit { Timeout = TimeSpan.FromSeconds(1) }, "@LOAD-THR-1"));

        Assert.NotEqual(Verdict.Error, finding.Verdict);
        Assert.Matches("the connection was refused|the SUT closed the connection|the SUT reset the connection|starved|the generator was the limit", finding.Message);
    }

    [Fact]
    public async Task A_broker_that_acknowledges_nothing_fails()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch
        {
            1 => ConnAck,
            8 => [0x90, 4, packet[2], packet[3], 0, 1],
            10 => [0xB0, 4, packet[2], packet[3], 0, 0],
            12 => [0xD0, 0],
            _ => [],
        }));
        var finding = Assert.Single(await RunAsync(
            new FeatureRun { Parameters = Parameters }, server.At("mqtt"), new Ixit { Timeout = TimeSpan.FromSeconds(1) }, "@LOAD-THR-1"));

        Assert.Contains(finding.Verdict, (Verdict[])[Verdict.Fail, Verdict.Inconclusive]);
        Assert.Matches("no answer within 1 s|no device was free|starved|the generator was the limit", finding.Message);
    }

    [Fact]
    public async Task A_broker_that_lets_nobody_in_is_inconclusive()
    {
        await using var server = new OddServer(OddBroker.Answering(_ => [0x20, 3, 0, 0x97, 0]));
        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = Parameters }, server.At("mqtt"), new Ixit(), "@LOAD-THR-1"));

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Contains("0x97", finding.Message);
    }

    [Fact]
    public async Task A_rate_that_no_machine_can_make_ends_in_time_and_says_what_was_short()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var run = new FeatureRun { Parameters = With("lamps-rate", 5_000_000, ("lamps-seconds", 0.2)) };
        var finding = Assert.Single(await RunAsync(run, broker.Endpoint, new Ixit { Timeout = TimeSpan.FromSeconds(1) }, "@LOAD-THR-1"));

        Assert.Contains(finding.Verdict, (Verdict[])[Verdict.Fail, Verdict.Inconclusive]);
        Assert.Matches("no device was free within 1 s|no answer within 1 s|starved|the generator was the limit", finding.Message);
    }

    [Fact]
    public async Task A_rate_of_nothing_is_inconclusive()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var finding = Assert.Single(await RunAsync(new FeatureRun { Parameters = With("lamps-rate", 0) }, broker.Endpoint, new Ixit(), "@LOAD-THR-1"));

        Assert.Equal(Verdict.Inconclusive, finding.Verdict);
        Assert.Contains("the schedule begins nothing", finding.Message);
    }

    private static Dictionary<string, double> With(string name, double value, params (string Name, double Value)[] more)
    {
        var parameters = Parameters.ToDictionary();
        parameters[name] = value;
        foreach (var (other, number) in more)
            parameters[other] = number;
        return parameters;
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(FeatureRun run, Uri endpoint, Ixit ixit, string tag = "@must") => run.RunAsync(
        FeatureRun.LoadSuite,
        new SutAccess(endpoint, ixit),
        [.. FeatureRun.LoadSuite.Scenarios.Where(s => s.Tags.Contains(tag) && !s.Tags.Contains("@needs-memory"))],
        1,
        TestContext.Current.CancellationToken);

    /// <summary>Asks for one retained message below the prefix of all runs, which never comes where there is none.</summary>
    private static Task<LoadEnd> CollectAsync(Uri endpoint) => new GeneratorHost([new MqttLoadProtocol()], TimeProvider.System).RunAsync(
        new GeneratorOrder(
            endpoint,
            new Dictionary<string, string> { ["act"] = "collect", ["filter"] = "certharness/#", ["user"] = "lamp", ["password"] = "lamp-key" },
            [],
            new()
            {
                Schedule = CertHarness.Load.Schedules.LoadSchedule.Of(CertHarness.Load.Schedules.Simulation.Inject(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))),
                Devices = 1,
                Timeout = TimeSpan.FromSeconds(1),
            }),
        _ => { },
        TestContext.Current.CancellationToken);

    /// <summary>A generator in this process that kills the broker once load is on it.</summary>
    private sealed class DeadlyGenerator(ReferenceBroker broker) : IGenerator
    {
        private Task? _death;

        public async Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken)
        {
            var end = await new GeneratorHost([new MqttLoadProtocol()], TimeProvider.System).RunAsync(
                order,
                second =>
                {
                    onSecond(second);
                    if (!second.IsConnecting && second.Outcomes[Outcome.Ok] > 0)
                        _death ??= Task.Run(broker.KillAsync, CancellationToken.None);
                },
                cancellationToken);
            await (_death ?? Task.CompletedTask);
            return end;
        }
    }
}
