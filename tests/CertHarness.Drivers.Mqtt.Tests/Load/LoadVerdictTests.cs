using System.Security.Cryptography.X509Certificates;
using CertHarness.Drivers.Mqtt.Tests.Features;
using CertHarness.Drivers.Provisioning;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Measuring;
using CertHarness.Model.Verdicts;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Transports;
using Scenario = CertHarness.Gherkin.Scenario;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

/// <summary>What a scenario under load concludes from what a generator tells, whatever the machine can do.</summary>
public sealed class LoadVerdictTests
{
    private const string Lamps = "Lamps report to the control room";
    private const string Sensors = "Sensors report at each quality of service";
    private const string Detectors = "Quiet devices stay connected";
    private const string Pumps = "Nothing gets slower while load lasts";
    private const string Scooters = "No memory is left behind by devices that come and go";
    private const string Buses = "The rate rises until the broker no longer holds it";

    private static readonly Dictionary<string, double> Parameters = new()
    {
        ["lamps"] = 10,
        ["lamps-rate"] = 100,
        ["lamps-seconds"] = 2,
        ["lamps-bytes"] = 64,
        ["sensors"] = 10,
        ["sensors-rate"] = 100,
        ["sensors-seconds"] = 2,
        ["sensors-bytes"] = 64,
        ["detectors"] = 10,
        ["detectors-seconds"] = 2,
        ["detectors-keep-alive"] = 1,
        ["detectors-bytes"] = 64,
        ["pumps"] = 10,
        ["pumps-rate"] = 100,
        ["pumps-seconds"] = 20,
        ["pumps-bytes"] = 64,
        ["scooters"] = 10,
        ["scooters-rate"] = 100,
        ["scooters-seconds"] = 20,
        ["buses"] = 10,
        ["buses-rate"] = 100,
        ["buses-least-rate"] = 50,
        ["buses-most-rate"] = 400,
        ["buses-most-p95"] = 100,
        ["buses-precision"] = 0.5,
        ["buses-seconds"] = 1,
        ["buses-bytes"] = 64,
        ["drift-percent"] = 25,
        ["drift-least-ms"] = 1,
        ["short-ms"] = 250,
        ["generator-lag-ms"] = 50,
    };

    [Fact]
    public async Task Whatever_is_as_it_should_be_passes()
    {
        var run = Run(ToldGenerator.Delivering(Of(DeliveryPromise.AtLeastOnce)));

        Assert.Empty(await FindingsAsync(run, Lamps));
        Assert.Contains(new Measurement("response-p95", 2, "ms"), run.Measured);
        Assert.Contains(new Measurement("throughput", 10, "messages/s"), run.Measured);
        Assert.Equal(["percentiles", "rate", "response-times"], run.Charts.Select(c => c.Name).Distinct().Order());
    }

    [Fact]
    public async Task The_order_says_what_the_profile_says()
    {
        var generator = ToldGenerator.Delivering(Of(DeliveryPromise.AtLeastOnce));
        await FindingsAsync(Run(generator), Lamps);

        var order = generator.Orders.Single(o => o.Options["version"] == "3.1.1");
        Assert.Equal(10, order.Plan.Devices);
        Assert.Equal(200, order.Plan.Schedule.Instants(CertHarness.Load.Schedules.Share.Whole).Count());
        Assert.Equal("64", order.Options["payload"]);
        Assert.Equal("1", order.Options["subscribers"]);
        Assert.StartsWith("certharness/t", order.Options["topic"]);
    }

    [Fact]
    public Task An_acknowledged_message_that_is_lost_fails() =>
        MustAsync(Verdict.Fail, Lamps, "1 did not come", ToldGenerator.Delivering(Of(DeliveryPromise.AtLeastOnce) with { Lost = 1 }));

    [Fact]
    public Task Messages_out_of_order_fail() =>
        MustAsync(Verdict.Fail, Lamps, "3 came after a later one", ToldGenerator.Delivering(Of(DeliveryPromise.AtLeastOnce) with { OutOfOrder = 3 }));

    [Fact]
    public Task Messages_that_were_cut_fail() => MustAsync(
        Verdict.Fail, Lamps, "2 with another one", new(_ => new LoadEnd { Deliveries = new DeliveryReport([Of(DeliveryPromise.AtLeastOnce)], 0, 2, new LatencyHistogram()) }));

    [Fact]
    public Task A_message_that_is_not_acknowledged_fails_and_says_what_happened_instead() => MustAsync(
        Verdict.Fail,
        Lamps,
        "20 of 220 failed (20 x PubAck 0x97)",
        new(_ => new LoadEnd { Causes = new Dictionary<string, long> { ["PubAck 0x97"] = 20 }, Deliveries = Whole }, second => second.Outcomes.Add(Outcome.WrongAnswer)));

    [Fact]
    public async Task What_no_promise_was_broken_for_passes()
    {
        var run = Run(ToldGenerator.Delivering(
            Of(DeliveryPromise.AtMostOnce) with { Lost = 5 }, Of(DeliveryPromise.AtLeastOnce) with { Duplicates = 5 }, Of(DeliveryPromise.ExactlyOnce)));

        Assert.Empty(await FindingsAsync(run, Sensors));
        Assert.Contains(new Measurement("lost-unacknowledged", 5, "messages"), run.Measured);
    }

    [Fact]
    public Task A_message_at_QoS_2_that_comes_twice_fails() =>
        MustAsync(Verdict.Fail, Sensors, "1 came again", ToldGenerator.Delivering(Of(DeliveryPromise.ExactlyOnce) with { Duplicates = 1 }));

    [Fact]
    public Task A_run_that_did_not_come_about_is_inconclusive_with_its_cause() =>
        MustAsync(Verdict.Inconclusive, Lamps, "no device could connect", new(_ => new LoadEnd { Interrupted = "no device could connect (CONNACK 0x97)" }));

    [Fact]
    public Task A_generator_that_dropped_messages_was_the_limit() => MustAsync(
        Verdict.Inconclusive, Lamps, "the generator was the limit, not the SUT", new(_ => new LoadEnd { Deliveries = Whole }, second => second.Outcomes.Add(Outcome.Dropped)));

    [Fact]
    public Task A_generator_that_ran_out_of_descriptors_was_the_limit() =>
        MustAsync(Verdict.Inconclusive, Lamps, "out of file descriptors", new(_ => new LoadEnd { Exhausted = ["the generator is out of file descriptors"], Deliveries = Whole }));

    [Theory]
    [InlineData(2, null)]
    [InlineData(400, Verdict.Inconclusive)]
    public async Task A_late_generator_matters_where_delays_are_long(int delay, Verdict? verdict)
    {
        var findings = await FindingsAsync(
            Run(new(_ => new LoadEnd { Deliveries = Whole }, second =>
            {
                second.Lag.Record(60 * Nanosecond.Millisecond);
                second.Response.Record(delay * Nanosecond.Millisecond);
            })),
            Lamps);

        Assert.All(findings, f => Assert.Equal(verdict, f.Verdict));
        Assert.Equal(verdict is null, findings.Count == 0);
    }

    [Fact]
    public Task A_quiet_device_that_loses_its_connection_fails() => MustAsync(
        Verdict.Fail, Detectors, "10 connected, 1 of them lost", new(_ => new LoadEnd { Connected = 10, ToConnect = 10, IdleLosses = 1 }));

    [Fact]
    public Task A_device_that_does_not_get_in_fails() => MustAsync(
        Verdict.Fail, Detectors, "9 connected", new(_ => new LoadEnd { Connected = 9, ToConnect = 10 }));

    [Fact]
    public Task Answers_that_get_slower_fail() => MustAsync(
        Verdict.Fail, Pumps, "response times stay the same", new(_ => new LoadEnd { Deliveries = Whole }, second => Slow(second, 2 + second.Number)));

    [Fact]
    public async Task A_growth_by_less_than_counts_passes() => Assert.Empty(await FindingsAsync(
        Run(new(_ => new LoadEnd { Deliveries = Whole }, second => Slow(second, 0.1 + (second.Number * 0.04)))), Pumps));

    [Fact]
    public Task Answers_too_restless_to_tell_are_inconclusive() => MustAsync(
        Verdict.Inconclusive, Pumps, "a longer run tells", new(_ => new LoadEnd { Deliveries = Whole }, second => Slow(second, second.Number % 5 == 0 ? 2 : 50 * (second.Number % 7))));

    [Theory]
    [InlineData(0, null)]
    [InlineData(5_000_000, Verdict.Fail)]
    public async Task Memory_that_grows_fails(long growth, Verdict? verdict)
    {
        var run = Run(new(_ => new LoadEnd()));
        var findings = await FindingsAsync(run, Scooters, new Memory(growth));

        Assert.Equal(verdict, findings.SingleOrDefault()?.Verdict);
        Assert.Contains(run.Charts, c => c.Name == "memory");
    }

    [Fact]
    public Task Memory_that_nobody_can_tell_is_inconclusive() => MustAsync(Verdict.Inconclusive, Scooters, "nobody can tell", new(_ => new LoadEnd()));

    [Fact]
    public async Task The_capacity_is_the_highest_rate_that_was_held()
    {
        var run = Run(new(order => new LoadEnd { Deliveries = RateOf(order) > 250 ? Losing : Whole }));

        Assert.Empty(await FindingsAsync(run, Buses));
        Assert.Contains(new Measurement("capacity", 200, "messages/s"), run.Measured);
        Assert.Contains(run.Charts, c => c.Name == "capacity" && c.Series[0].Points.Select(p => p.X).SequenceEqual([100, 200, 300, 400]));
    }

    [Fact]
    public async Task A_capacity_beyond_what_is_asked_for_is_not_looked_for()
    {
        var run = Run(new(_ => new LoadEnd { Deliveries = Whole }));

        Assert.Empty(await FindingsAsync(run, Buses));
        Assert.Contains(new Measurement("capacity", 400, "messages/s"), run.Measured);
    }

    [Fact]
    public Task A_broker_that_holds_no_rate_fails() => MustAsync(Verdict.Fail, Buses, "at 50 messages a second", new(_ => new LoadEnd { Deliveries = Losing }));

    [Fact]
    public Task A_search_that_the_generator_ended_is_inconclusive() => MustAsync(
        Verdict.Inconclusive, Buses, "above 200 messages a second", new(order => new LoadEnd { Exhausted = RateOf(order) > 200 ? ["no ports"] : [], Deliveries = Whole }));

    [Fact]
    public async Task A_parameter_that_the_profile_lacks_is_a_fault_of_ours()
    {
        var run = new FeatureRun { Generator = new ToldGenerator(_ => new LoadEnd()), Parameters = new Dictionary<string, double> { ["lamps"] = 1 } };

        Assert.All(await FindingsAsync(run, Lamps), f => Assert.Equal((Verdict.Error, true), (f.Verdict, f.Message.Contains("'lamps-bytes'", StringComparison.Ordinal) || f.Message.Contains("'lamps-rate'", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Devices_trust_over_TLS_whom_the_IXIT_says_and_show_what_it_has()
    {
        using var authority = new TestAuthority(TimeProvider.System);
        using var certificate = authority.Issue("lamp.example");
        using var own = authority.Issue("device");
        await using var broker = ReferenceBroker.Start(TimeProvider.System, new() { Certificate = certificate });
        var pem = own.ExportCertificatePem() + "\n" + own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        var ixit = new Ixit { Tls = new() { Authority = authority.Pem, ClientCertificate = pem, ServerName = "lamp.example", Version = "1.2" } };
        var told = ToldGenerator.Delivering(Of(DeliveryPromise.AtLeastOnce));
        await Run(told).RunAsync(FeatureRun.LoadSuite, new SutAccess(broker.Endpoint, ixit), Named(Lamps), 1, TestContext.Current.CancellationToken);

        var options = told.Orders[0].Options;
        Assert.Equal(
            (authority.Pem, pem, "lamp.example", "1.2", false),
            (options["tls-authority"], options["tls-client-certificate"], options["tls-server-name"], options["tls-version"], options.ContainsKey("tls-client-key")));
    }

    private static DeliveryReport Whole => new([Of(DeliveryPromise.AtLeastOnce)], 0, 0, new LatencyHistogram());

    private static DeliveryReport Losing => new([Of(DeliveryPromise.AtLeastOnce) with { Lost = 1 }], 0, 0, new LatencyHistogram());

    private static DeliveryClass Of(DeliveryPromise promise) => new(promise, 100, 100, 0, 0, 0);

    private static double RateOf(GeneratorOrder order) => order.Plan.Schedule.Instants(CertHarness.Load.Schedules.Share.Whole).Count() / order.Plan.Schedule.Length.TotalSeconds;

    private static void Slow(LoadSecond second, double milliseconds)
    {
        second.Response.Clear();
        second.Response.Record((long)(milliseconds * Nanosecond.Millisecond));
    }

    private static async Task MustAsync(Verdict verdict, string scenario, string why, ToldGenerator generator)
    {
        var findings = await FindingsAsync(Run(generator), scenario);

        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.Equal(verdict, f.Verdict));
        Assert.All(findings, f => Assert.Contains(why, f.Message));
    }

    private static FeatureRun Run(ToldGenerator generator) => new() { Generator = generator, Parameters = Parameters };

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(FeatureRun run, string scenario, ISutControl? control = null)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var sut = new SutAccess(broker.Endpoint, new Ixit()) { Control = control };
        return await run.RunAsync(FeatureRun.LoadSuite, sut, Named(scenario), 1, TestContext.Current.CancellationToken);
    }

    private static List<Scenario> Named(string name) => [.. FeatureRun.LoadSuite.Scenarios.Where(s => s.Name == name)];

    private sealed class Memory(long growth) : ISutControl
    {
        private long _held = 100_000_000;

        public IReadOnlySet<SutOperation> Offers { get; } = new HashSet<SutOperation>();

        public SutState State => SutState.Running;

        public long? ResidentBytes => _held += growth;

        public Task DoAsync(SutOperation operation, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
