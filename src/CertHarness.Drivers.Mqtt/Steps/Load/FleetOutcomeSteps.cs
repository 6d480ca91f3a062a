using System.Globalization;
using CertHarness.Drivers.Measuring;
using CertHarness.Gherkin.Binding;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Steps.Load;

/// <summary>What must hold under load, whatever the numbers are; the numbers are graded by the profile's limits.</summary>
[Binding]
public sealed class FleetOutcomeSteps(Fleet fleet, Parameters parameters, MeasurementLog measurements)
{
    /// <summary>The broker takes over whatever is published.</summary>
    [Then("every message is acknowledged")]
    public void IsAcknowledged() => MustSucceed("every message acknowledged");

    /// <summary>The broker lets every device in.</summary>
    [Then("every connection is accepted")]
    public void IsAccepted() => MustSucceed("every connection accepted");

    /// <summary>Whoever subscribes receives what is retained.</summary>
    [Then("each of them receives every retained message")]
    public void IsReceived() => MustSucceed($"every subscriber has all {fleet.Size} retained messages");

    /// <summary>Nothing that was acknowledged is lost, nor cut.</summary>
    [Then("every acknowledged message arrives whole")]
    public void Arrives()
    {
        var acknowledged = Deliveries.Acknowledged().ToList();
        if (Deliveries.Damaged > 0)
            throw new ExpectationNotMetException("every message with the length that it was sent with", $"{Deliveries.Damaged} with another one");
        if (acknowledged.Sum(c => c.Lost) is > 0 and var lost)
        {
            fleet.RefuseIfStarved();
            throw new ExpectationNotMetException(
                $"all {acknowledged.Sum(c => c.Expected)} deliveries of acknowledged messages", $"{lost} did not come, until long after the last one was sent");
        }
    }

    /// <summary>What is promised to arrive once does not arrive again.</summary>
    [Then("no message at QoS 2 arrives twice")]
    public void ArrivesOnce()
    {
        if (Deliveries.Classes.Where(c => c.Promise == DeliveryPromise.ExactlyOnce).Sum(c => c.Duplicates) is > 0 and var twice)
            throw new ExpectationNotMetException("every message at QoS 2 once", $"{twice} came again");
    }

    /// <summary>What a device sends on its topic arrives in the order in which it was sent.</summary>
    [Then("the messages of each device arrive in order")]
    public void ArrivesInOrder()
    {
        if (Deliveries.OutOfOrder is > 0 and var late)
            throw new ExpectationNotMetException("the messages of each device and QoS in the order in which they were sent", $"{late} came after a later one");
    }

    /// <summary>Everybody gets in and stays.</summary>
    [Then("every device is connected and none loses its connection")]
    public void StaysConnected()
    {
        var end = fleet.Result.End;
        if (end.Connected == end.ToConnect && end.IdleLosses == 0)
            return;
        fleet.RefuseIfStarved();
        throw new ExpectationNotMetException(
            $"{end.ToConnect} devices connected throughout", $"{end.Connected} connected, {end.IdleLosses} of them lost their connection ({fleet.Causes})");
    }

    /// <summary>Delay and throughput are the same at the end as at the beginning.</summary>
    [Then("it gets neither slower nor less over time")]
    public void IsSteady()
    {
        var soak = Soak.Of(fleet.Result.Totals, tolerance: Tolerance, smallest: TimeSpan.FromMilliseconds(parameters["drift-least-ms"]));
        measurements.Record("response", soak.Response);
        measurements.Record("throughput", soak.Throughput);
        Judge("response times", soak.Response, TrendVerdict.Rising);
        Judge("the throughput", soak.Throughput, TrendVerdict.Falling);
    }

    /// <summary>The SUT holds no more memory at the end than at the beginning.</summary>
    [Then("the memory of the broker does not grow")]
    public void KeepsItsMemory()
    {
        var memory = fleet.Memory ?? throw new SutUnavailableException("nobody can tell how much memory the SUT holds");
        var trend = Soak.Of(fleet.Result.Totals, memory, Tolerance).Memory!;
        measurements.Record("memory", memory[^1] / 1e6, "MB");
        measurements.Record("memory", trend);
        measurements.Draw(FleetCharts.Memory(memory, fleet.Result.Totals.Length / 1e9));
        Judge("resident memory", trend, TrendVerdict.Rising);
    }

    /// <summary>There is a rate that the broker holds; which one is graded by the profile.</summary>
    [Then("there is a rate at which no acknowledged message is lost or late")]
    public void HoldsSome()
    {
        if (fleet.Found is { Held: 0 } found)
            throw new ExpectationNotMetException("some rate that is held", $"at {found.Limit!.Rate:0} messages a second {found.Limit.NotHeld}");
    }

    private DeliveryReport Deliveries => fleet.Result.End.Deliveries ?? throw new InvalidOperationException("Nobody follows the fleet.");

    private double Tolerance => parameters["drift-percent"] / 100;

    private void MustSucceed(string expected)
    {
        var outcomes = fleet.Result.Totals.Outcomes;
        if (outcomes.Failed == 0)
            return;
        fleet.RefuseIfStarved();
        throw new ExpectationNotMetException(expected, $"{outcomes.Failed} of {outcomes.Total} failed ({fleet.Causes})");
    }

    private static void Judge(string what, Trend trend, TrendVerdict worse)
    {
        var change = string.Create(
            CultureInfo.InvariantCulture,
            $"a change of {trend.Change:+0.0 %;-0.0 %}, with a confidence of {trend.Confidence:0 %} between {trend.Low:+0.0 %;-0.0 %} and {trend.High:+0.0 %;-0.0 %}");
        if (trend.Verdict == worse)
            throw new ExpectationNotMetException($"{what} stay the same", change);
        if (trend.Verdict == TrendVerdict.Undecided)
            throw new SutUnavailableException($"whether {what} drift is open: {change}; a longer run tells");
    }
}
