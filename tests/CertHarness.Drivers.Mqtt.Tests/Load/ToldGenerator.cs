using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Timing;

namespace CertHarness.Drivers.Mqtt.Tests.Load;

/// <summary>A generator that puts no load on anything and tells what it was told to.</summary>
/// <param name="end">What it says at the end.</param>
/// <param name="second">Makes a second what it is to be.</param>
internal sealed class ToldGenerator(Func<GeneratorOrder, LoadEnd> end, Action<LoadSecond>? second = null) : IGenerator
{
    private const int Seconds = 20;

    /// <summary>What it was to do.</summary>
    public List<GeneratorOrder> Orders { get; } = [];

    /// <summary>All messages were acknowledged within 2 ms, and this became of them.</summary>
    public static ToldGenerator Delivering(params DeliveryClass[] classes) => new(_ => new LoadEnd { Deliveries = new DeliveryReport(classes, 0, 0, new LatencyHistogram()) });

    public Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken)
    {
        Orders.Add(order);
        for (var number = 0; number < Seconds; number++)
        {
            var told = new LoadSecond { Number = number, Length = Nanosecond.Second, Busy = 0.1, Begun = 10 };
            told.Outcomes.Add(Outcome.Ok, 10);
            told.Response.Record(2 * Nanosecond.Millisecond);
            second?.Invoke(told);
            onSecond(told);
        }

        return Task.FromResult(end(order));
    }
}
