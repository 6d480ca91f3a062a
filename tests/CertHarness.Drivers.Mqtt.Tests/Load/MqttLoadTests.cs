using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Tests.Probing;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.Testing;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

/// <summary>What becomes of virtual devices at the reference broker, and at servers that are none.</summary>
public sealed class MqttLoadTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly byte[] ConnAck = [0x20, 3, 0, 0, 0];

    [Theory]
    [InlineData("5", "0")]
    [InlineData("5", "1")]
    [InlineData("5", "2")]
    [InlineData("5", "mixed")]
    [InlineData("3.1.1", "1")]
    [InlineData("3.1.1", "mixed")]
    public async Task Every_message_arrives_once_and_in_order_at_every_subscriber(string version, string qos)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var result = await Run(broker.Endpoint, options: [("version", version), ("qos", qos), ("subscribers", "3")]);

        Assert.Equal(100, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal((300, 300, 0, 0, 0, 0), Numbers(result.End.Deliveries!));
        Assert.Equal(300, result.End.Deliveries!.Delay.Count);
    }

    [Fact]
    public async Task Large_messages_arrive_whole()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var result = await Run(broker.Endpoint, Simulation.Inject(20, Second, Second), options: [("qos", "1"), ("payload", "300000"), ("subscribers", "1")]);

        Assert.Equal((20, 20, 0, 0, 0, 0), Numbers(result.End.Deliveries!));
    }

    [Theory]
    [InlineData("2", new[] { DeliveryPromise.AtMostOnce, DeliveryPromise.AtLeastOnce, DeliveryPromise.ExactlyOnce })]
    [InlineData("1", new[] { DeliveryPromise.AtMostOnce, DeliveryPromise.AtLeastOnce })]
    public async Task Messages_at_each_QoS_are_counted_by_what_they_were_promised(string subscribed, DeliveryPromise[] promises)
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var result = await Run(broker.Endpoint, options: [("qos", "mixed"), ("subscribers", "2"), ("subscriber-qos", subscribed)]);

        Assert.Equal(promises, result.End.Deliveries!.Classes.Select(c => c.Promise));
        Assert.All(result.End.Deliveries.Classes, c => Assert.InRange(c.Expected, 60, 140));
        Assert.All(result.End.Deliveries.Classes, c => Assert.Equal((c.Expected, 0, 0), (c.Received, c.Lost, c.Duplicates)));
    }

    [Fact]
    public async Task Messages_that_were_cut_did_not_arrive()
    {
        await using var server = new OddServer(OddBroker.Echoing(message => message[..^1]));
        var result = await Run(server.At("mqtt"), options: [("qos", "0"), ("subscribers", "1"), ("version", "3.1.1")]);

        Assert.Equal((100, 100), (result.End.Deliveries!.Damaged, result.End.Deliveries.Lost));
    }

    [Fact]
    public async Task Everything_that_is_retained_is_collected()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        await Run(broker.Endpoint, options: [("retain", "yes"), ("qos", "1")]);
        var result = await Run(broker.Endpoint, Simulation.Inject(8, Second, Second), options: [("act", "collect"), ("expect", "4")]);

        Assert.Equal((8, 0), (result.Totals.Outcomes[Outcome.Ok], result.Totals.Outcomes.Failed));
    }

    [Fact]
    public async Task Who_waits_for_more_than_is_retained_gives_up()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        await Run(broker.Endpoint, options: [("retain", "yes"), ("qos", "1")]);
        var plan = Plan(Simulation.Inject(4, Second, Second)) with { Timeout = TimeSpan.FromMilliseconds(500) };
        var result = await Run(broker.Endpoint, plan, ("act", "collect"), ("expect", "5"));

        Assert.Equal(4, result.Totals.Outcomes[Outcome.TimedOut]);
    }

    [Fact]
    public async Task Messages_before_the_SUBACK_are_messages()
    {
        byte[] message = [0x31, 27, 0, 1, (byte)'a', .. new byte[24]];
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch
        {
            1 => [0x20, 2, 0, 0],
            8 => [.. message, 0x90, 3, packet[2], packet[3], 2],
            3 => [0x40, 2, .. PacketId(packet)],
            _ => [],
        }));
        var result = await Run(server.At("mqtt"), options: [("qos", "1"), ("subscribers", "1"), ("version", "3.1.1")]);

        Assert.Equal((5, 5), (result.End.ToConnect, result.End.Connected));
        Assert.Equal(1, result.End.Deliveries!.Foreign);
    }

    [Fact]
    public async Task A_subscription_at_a_lower_QoS_than_asked_for_is_a_refusal()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch
        {
            1 => ConnAck,
            8 => [0x90, 4, packet[2], packet[3], 0, 1],
            _ => [],
        }));
        var result = await Run(server.At("mqtt"), options: ("subscribers", "1"));

        Assert.Equal(1, result.End.Causes["connecting: SUBACK grants QoS 1 of 2"]);
    }

    [Fact]
    public async Task Idle_devices_that_are_cut_off_are_counted()
    {
        // Greets, and hangs up on a PINGREQ.
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch { 1 => ConnAck, 12 => throw new IOException("enough"), _ => [] }));
        var result = await Run(server.At("mqtt"), Plan(Simulation.Pause(TimeSpan.FromSeconds(2)), Simulation.Inject(1, Second, Second)), ("keep-alive", "1"));

        Assert.Equal(4, result.End.IdleLosses);
    }

    [Fact]
    public async Task Messages_retained_by_an_earlier_run_are_foreign()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        await Run(broker.Endpoint, seed: 1, options: [("retain", "yes"), ("qos", "1")]);
        var result = await Run(broker.Endpoint, seed: 2, options: [("qos", "1"), ("subscribers", "1")]);

        Assert.Equal((100, 100, 0, 0, 0, 4), Numbers(result.End.Deliveries!));
    }

    [Fact]
    public async Task Connecting_can_be_all_that_devices_do()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var result = await Run(broker.Endpoint, options: ("act", "connect"));

        Assert.Equal(100, result.Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task Idle_devices_are_kept_alive()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var plan = Plan(Simulation.Inject(1, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)));
        var result = await Run(broker.Endpoint, plan, ("keep-alive", "1"));

        Assert.Equal(2, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Empty(result.End.Causes);
    }

    [Fact]
    public async Task A_broker_that_swallows_messages_is_found_to_lose_them()
    {
        // Acknowledges every PUBLISH and delivers none.
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch
        {
            1 => ConnAck,
            3 => [0x40, 2, .. PacketId(packet)],
            8 => [0x90, 4, packet[2], packet[3], 0, 2],
            _ => [],
        }));
        var result = await Run(server.At("mqtt"), options: [("qos", "1"), ("subscribers", "1")]);

        Assert.Equal(100, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal((100, 0, 100, 0, 0, 0), Numbers(result.End.Deliveries!));
    }

    [Fact]
    public async Task A_broker_that_refuses_ends_the_run_with_its_reason()
    {
        await using var server = new OddServer(OddBroker.Answering(_ => [0x20, 3, 0, 0x87, 0]));

        Assert.Equal("no device could connect (connecting: CONNACK 0x87 NotAuthorized)", (await Run(server.At("mqtt"))).End.Interrupted);
    }

    [Fact]
    public async Task A_server_that_is_no_broker_ends_the_run_with_that_cause()
    {
        await using var server = new OddServer(OddBroker.Answering(_ => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()));

        Assert.Contains("the SUT sent", (await Run(server.At("mqtt"))).End.Interrupted);
    }

    [Fact]
    public async Task A_broker_that_never_greets_ends_the_run_in_time()
    {
        await using var server = new OddServer((_, stop) => OddServer.SilenceAsync(stop));

        Assert.Contains("not connected within 1 s", (await Run(server.At("mqtt"))).End.Interrupted);
    }

    [Fact]
    public async Task A_refused_message_is_a_wrong_answer_and_need_not_arrive()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => (packet[0] >> 4) switch
        {
            1 => ConnAck,
            3 => [0x40, 3, .. PacketId(packet), 0x97],
            8 => [0x90, 4, packet[2], packet[3], 0, 2],
            _ => [],
        }));
        var result = await Run(server.At("mqtt"), options: [("qos", "1"), ("subscribers", "1")]);

        Assert.Equal(100, result.Totals.Outcomes[Outcome.WrongAnswer]);
        Assert.Equal(100, result.End.Causes["PubAck 0x97"]);
        Assert.Equal((0, 0, 0, 0, 0, 0), Numbers(result.End.Deliveries!));
    }

    [Fact]
    public async Task A_broker_that_acknowledges_nothing_makes_messages_time_out()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => packet[0] >> 4 == 1 ? ConnAck : []));
        var plan = Plan(Simulation.Inject(20, Second, Second)) with { Timeout = TimeSpan.FromMilliseconds(300) };
        var result = await Run(server.At("mqtt"), plan, ("qos", "1"));

        Assert.Equal(20, result.Totals.Outcomes[Outcome.TimedOut]);
    }

    [Fact]
    public async Task An_acknowledgement_of_something_else_is_a_wrong_answer()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => packet[0] >> 4 == 1 ? ConnAck : [0x40, 2, 0x7F, 0x7F]));
        var result = await Run(server.At("mqtt"), options: ("qos", "1"));

        Assert.Equal(100, result.Totals.Outcomes[Outcome.WrongAnswer]);
    }

    [Fact]
    public async Task A_broker_that_sends_a_packet_without_an_end_is_left()
    {
        await using var server = new OddServer(OddBroker.Answering(packet => packet[0] >> 4 == 1 ? ConnAck : [0x30, 0xFF, 0xFF, 0xFF, 0x7F]));
        var result = await Run(server.At("mqtt"), options: ("qos", "1"));

        Assert.Equal(100, result.Totals.Outcomes[Outcome.WrongAnswer]);
    }

    [Fact]
    public async Task Without_a_port_to_start_from_the_generator_is_the_limit_and_not_the_broker()
    {
        // An address that is kept for documentation (RFC 5737) is none of this machine's: connections cannot start there.
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        var totals = new LoadTotals();
        var order = new GeneratorOrder(broker.Endpoint, new Dictionary<string, string>(), ["192.0.2.1"], Plan(Simulation.Inject(20, Second, Second)));
        var result = totals.Finish(await new GeneratorHost([new MqttLoadProtocol()], TimeProvider.System).RunAsync(order, totals.Add, TestContext.Current.CancellationToken));

        Assert.Contains("the generator is out of ports to this peer: give it more local addresses", result.GeneratorLimits);
        Assert.Equal(0, result.Totals.Outcomes.Failed);
    }

    [Theory]
    [InlineData("qos", "3")]
    [InlineData("topic", "a/#")]
    [InlineData("filter", "a/#/b")]
    [InlineData("version", "4")]
    [InlineData("payload", "5")]
    [InlineData("act", "sleep")]
    public async Task An_option_that_cannot_be_is_refused_with_its_name(string name, string value)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Run(new Uri("mqtt://127.0.0.1:1"), options: (name, value)));

        Assert.Contains($"option {name}", failure.Message);
    }

    private static (long Expected, long Received, long Lost, long Duplicates, long OutOfOrder, long Foreign) Numbers(DeliveryReport report) =>
        (report.Expected, report.Received, report.Lost, report.Duplicates, report.OutOfOrder, report.Foreign);

    private static byte[] PacketId(byte[] publish)
    {
        var body = PacketCutter.BodyOf(publish);
        var position = 2 + (body[0] << 8) + body[1];
        return [body[position], body[position + 1]];
    }

    private static LoadPlan Plan(params LoadSimulation[] simulations) => new()
    {
        Schedule = LoadSchedule.Of(simulations),
        Devices = 4,
        ConnectTimeout = Second,
        // A machine that is busy with other tests drops nothing here: numbers are asserted.
        MostLateness = TimeSpan.FromMinutes(1),
    };

    private static Task<LoadResult> Run(Uri address, LoadSimulation? simulation = null, ulong seed = 0, params (string Name, string Value)[] options) =>
        Run(address, Seeded(Plan(simulation ?? Simulation.Inject(500, Second, TimeSpan.FromMilliseconds(200))), seed), options);

    private static LoadPlan Seeded(LoadPlan plan, ulong seed) => plan with { Schedule = plan.Schedule with { Seed = seed } };

    private static async Task<LoadResult> Run(Uri address, LoadPlan plan, params (string Name, string Value)[] options)
    {
        var totals = new LoadTotals();
        var order = new GeneratorOrder(address, options.ToDictionary(o => o.Name, o => o.Value), [], plan);
        var host = new GeneratorHost([new MqttLoadProtocol()], TimeProvider.System);
        return totals.Finish(await host.RunAsync(order, totals.Add, TestContext.Current.CancellationToken));
    }
}
