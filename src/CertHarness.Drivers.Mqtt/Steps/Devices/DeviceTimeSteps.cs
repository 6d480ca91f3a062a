using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Devices;

/// <summary>Requirements on the device that are about time.</summary>
[Binding]
[Scope(Tag = "@mqtt-device")]
public sealed class DeviceTimeSteps(DeviceBench bench, ScenarioContext scenario)
{
    /// <summary>The keep alive is counted in whole seconds, so less than one more is no excess.</summary>
    private static readonly TimeSpan WholeSeconds = TimeSpan.FromSeconds(1);

    private const double Intervals = 2.5;

    /// <summary>Time passes; a device may lose its connection meanwhile.</summary>
    [StepDefinition("{double} seconds have passed for the device")]
    public Task Passes(double seconds) => bench.Waiting.PassAsync(TimeSpan.FromSeconds(seconds), scenario.CancellationToken);

    /// <summary>The device is never silent for longer than its keep alive.</summary>
    [Then("the device sends a packet at least every {int} second(s)")]
    public async Task SendsRegularly(int seconds)
    {
        var session = bench.Session;
        if (session.KeepAlive != seconds)
        {
            throw new ScenarioSkippedException($"The device's keep alive is {session.KeepAlive} s, and the scenario is about {seconds} s.");
        }

        var begun = bench.Waiting.Now;
        var span = (TimeSpan.FromSeconds(seconds) * Intervals) + WholeSeconds;
        var end = await bench.Waiting.PollAsync(session.Events, () => session.Events.Obstacle, span, scenario.CancellationToken);
        bench.Waiting.RefuseIfStarved(begun, "while the device's signs of life were timed");
        if (end is not null)
        {
            throw new SutUnavailableException($"{session.Name}: {end.Describe()} while the device's signs of life were timed ({end.Where})");
        }

        var ages = session.Events.All.OfType<PacketArrived>().Select(p => bench.Waiting.Since(p.Timestamp)).Append(TimeSpan.Zero).ToList();
        var silence = ages.Zip(ages.Skip(1), (earlier, later) => earlier - later).Max();
        if (silence >= TimeSpan.FromSeconds(seconds) + WholeSeconds)
        {
            throw new ExpectationNotMetException(
                $"a packet at least every {seconds} s", $"no packet for {Waiting.Seconds(silence)}", session.LastFrame);
        }
    }
}
