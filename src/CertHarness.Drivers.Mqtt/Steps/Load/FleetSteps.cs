using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Schedules;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>Fleets of virtual devices are at work. Their numbers are the profile's.</summary>
[Binding]
public sealed class FleetSteps(Fleet fleet, MeasurementLog measurements, ScenarioContext scenario)
{
    private const string Mixed = "mixed";

    private const int MostAttempts = 2;

    /// <summary>All devices of a fleet that acts at the same moment begin within this time: a generator has one thread, not hundreds.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>There is a fleet; it speaks the newest version that the broker speaks.</summary>
    [Given("a fleet of {word}")]
    public Task IsOf(string kind) => fleet.IsOfAsync(kind, null, scenario.CancellationToken);

    /// <summary>There is a fleet that speaks a version.</summary>
    [Given("a fleet of {word} that speaks MQTT {word}")]
    public Task IsOf(string kind, string version) => fleet.IsOfAsync(kind, ConnectingSteps.Version(version), scenario.CancellationToken);

    /// <summary>One subscriber receives what the fleet publishes.</summary>
    [Given("a control room that follows the fleet")]
    public Task IsFollowed() => fleet.IsFollowedAsync(1, scenario.CancellationToken);

    /// <summary>Many subscribers receive what the fleet publishes.</summary>
    [Given("{word} that follow the fleet")]
    public Task IsFollowed(string kind) => fleet.IsFollowedAsync(fleet.CountOf(kind), scenario.CancellationToken);

    /// <summary>Every device has published a message that is retained.</summary>
    [Given("each of the fleet has left a retained message")]
    public async Task LeavesRetained()
    {
        fleet.Require(QualityOfService.AtLeastOnce, retain: true);
        await fleet.RequireWildcardsAsync(scenario.CancellationToken);
        fleet.ClearLater();
        await fleet.RunAsync(LoadSchedule.Of(fleet.Each(Second)), Options("1", (MqttLoadOptions.RetainName, "yes")), scenario.CancellationToken);
        if (fleet.Result.Totals.Outcomes[Outcome.Ok] != fleet.Size)
            throw new SutUnavailableException($"only {fleet.Result.Totals.Outcomes[Outcome.Ok]} of {fleet.Size} retained messages were acknowledged");
    }

    /// <summary>The devices publish at their rate.</summary>
    [When("the fleet publishes at QoS {int}")]
    public Task Publishes(int qos) => PublishAsync($"{qos}", qos);

    /// <summary>The devices publish at their rate, at each QoS in turn.</summary>
    [When("the fleet publishes at each QoS in turn")]
    public Task PublishesMixed() => PublishAsync(Mixed, (int)QualityOfService.ExactlyOnce);

    /// <summary>All devices publish at the same moment, a few times.</summary>
    [When("all of the fleet report at the same moment, again and again")]
    public async Task ReportsAtOnce()
    {
        fleet.Require(QualityOfService.AtLeastOnce);
        var bursts = Enumerable.Range(0, (int)fleet.Number("-times")).SelectMany(_ => new[] { fleet.Each(Moment), Simulation.Pause(Second - Moment) });
        await fleet.RunAsync(new LoadSchedule([.. bursts]), Options("1"), scenario.CancellationToken);
        measurements.Record(fleet.Result);
    }

    /// <summary>Devices connect at their rate, and leave.</summary>
    [When("the fleet connects, one device after the other")]
    public async Task Connects()
    {
        await fleet.RunAsync(LoadSchedule.Of(Fleet.At(fleet.Number("-rate"), fleet.During)), new() { [MqttLoadOptions.ActName] = "connect" }, scenario.CancellationToken);
        measurements.Record(fleet.Result, "connect", "connections");
    }

    /// <summary>All devices connect, are quiet but for their keep alive, and then report once.</summary>
    [When("all of the fleet connect, are quiet for a while and then report")]
    public async Task IsQuiet()
    {
        fleet.Require(QualityOfService.AtLeastOnce);
        await fleet.RunAsync(
            LoadSchedule.Of(Simulation.Pause(fleet.During), fleet.Each(Second)),
            Options("1", (MqttLoadOptions.KeepAliveName, $"{fleet.Number("-keep-alive"):0}")),
            scenario.CancellationToken);
        measurements.Record("connected", fleet.Result.End.Connected, "devices");
        measurements.Record("connections-lost", fleet.Result.End.IdleLosses, "devices");
        measurements.Record(fleet.Result, "report", "messages");
    }

    /// <summary>Subscribers come back, and each collects what is retained.</summary>
    [When("the {word} all come back within a second")]
    public async Task ComeBack(string kind)
    {
        var (retained, subscribers) = (fleet.Size, fleet.CountOf(kind));
        await fleet.RunAsync(
            LoadSchedule.Of(Simulation.Inject(subscribers, Second, Second)),
            Options("1", (MqttLoadOptions.ActName, "collect"), (MqttLoadOptions.ExpectName, $"{retained}"), (MqttLoadOptions.SubscriberQoSName, "1")),
            scenario.CancellationToken,
            subscribers);
        measurements.Record(fleet.Result, "collect", "subscribers");
    }

    /// <summary>The rate is raised until the broker no longer holds it.</summary>
    [When("the fleet publishes more and more")]
    public async Task PublishesMore()
    {
        fleet.Require(QualityOfService.AtLeastOnce);
        var (most, limit) = (fleet.Number("-most-rate"), TimeSpan.FromMilliseconds(fleet.Number("-most-p95")));
        var found = await new CapacitySearch(fleet.Number("-precision")).RunAsync(
            fleet.Number("-rate"),
            fleet.Number("-least-rate"),
            most,
            (rate, token) => HoldsAsync(rate, limit, token),
            scenario.CancellationToken);
        scenario.CancellationToken.ThrowIfCancellationRequested();
        measurements.Record(found);
        fleet.Found = found;
        if (found is { Limit.GeneratorLimit: { } generator })
            throw new SutUnavailableException($"above {found.Held:0} messages a second the SUT was not the limit: {generator}");
    }

    /// <summary>Tries a rate. What is not held at once is tried again: one hiccup of a machine would decide the search.</summary>
    private async Task<CapacityPoint> HoldsAsync(double rate, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await fleet.TryAsync(LoadSchedule.Of(Fleet.At(rate, fleet.During)), Options("1"), cancellationToken);
            var point = CapacityPoint.Of(rate, result, limit);
            if (point.IsHeld || attempt == MostAttempts)
                return point is { IsHeld: false, GeneratorLimit: null } && fleet.Starved(limit / 2) is { } starved ? point with { GeneratorLimit = starved } : point;
        }
    }

    private async Task PublishAsync(string qos, int highest)
    {
        fleet.Require((QualityOfService)highest);
        await fleet.RunAsync(LoadSchedule.Of(Fleet.At(fleet.Number("-rate"), fleet.During)), Options(qos), scenario.CancellationToken);
        measurements.Record(fleet.Result);
    }

    private Dictionary<string, string> Options(string qos, params (string Name, string Value)[] more)
    {
        var options = new Dictionary<string, string>
        {
            [MqttLoadOptions.QoSName] = qos,
            [MqttLoadOptions.SubscriberQoSName] = qos == Mixed ? "2" : qos,
            [MqttLoadOptions.PayloadName] = $"{fleet.Number("-bytes"):0}",
        };
        foreach (var (name, value) in more)
            options[name] = value;
        return options;
    }
}
