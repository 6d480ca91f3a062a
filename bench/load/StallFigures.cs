using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;

namespace CertHarness.LoadBench;

/// <summary>What a server that stalls looks like to an open schedule, which is right, and to a closed one, which hides it.</summary>
internal static class StallFigures
{
    private const int Rate = 1000;
    private const int Devices = 200;
    private const int Closed = 10;

    private static readonly TimeSpan During = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(Rows rows)
    {
        using var server = new StallingServer();
        var open = await RunAsync(server, Devices, Simulation.Inject(Rate, TimeSpan.FromSeconds(1), During));
        foreach (var percentile in new[] { 99, 99.9 })
            rows.Exact(Rows.Text($"p{percentile} against a server that stalls 100 ms every second"), Milliseconds(open, percentile), server.WaitOf(percentile, During));
        var closed = await RunAsync(server, Closed, Simulation.KeepConstant(Closed, During));
        foreach (var percentile in new[] { 99, 99.9 })
            rows.Note(Rows.Text($"p{percentile} of the same, as a closed loop sees it"), Rows.Text($"{Milliseconds(closed, percentile):F2} ms"));
        foreach (var limit in open.GeneratorLimits)
            rows.Note("the generator was the limit", limit);
    }

    private static double Milliseconds(LoadResult result, double percentile) => result.Totals.Response.Percentile(percentile) / 1e6;

    private static async Task<LoadResult> RunAsync(StallingServer server, int devices, LoadSimulation simulation)
    {
        var totals = new LoadTotals();
        var plan = new LoadPlan { Schedule = LoadSchedule.Of(simulation), Devices = devices };
        server.Begin();
        var order = new GeneratorOrder(server.Address, new Dictionary<string, string>(), [], plan);
        var end = await new GeneratorProcess(Environment.ProcessPath!, ["generate"], TimeProvider.System).RunAsync(order, totals.Add, CancellationToken.None);
        return totals.Finish(end);
    }
}
