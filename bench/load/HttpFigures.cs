using System.Globalization;
using System.Text.RegularExpressions;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;

namespace CertHarness.LoadBench;

/// <summary>HTTP/1.1 requests per second of generator CPU against wrk, hey and autocannon, all with 50 connections to one nginx.</summary>
internal static partial class HttpFigures
{
    private const int Connections = 50;

    public static async Task MeasureAsync(Settings settings, Scratch scratch, Rows rows)
    {
        if (scratch.StartNginx() is not { } address)
            return;
        var seconds = settings.Seconds.ToString(CultureInfo.InvariantCulture);
        var modules = Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES") ?? "";
        var autocannon = Path.Combine(modules, "autocannon", "autocannon.js");
        var peers = new (string Name, double Goal, bool IsThere, Func<Task<double>> Measure)[]
        {
            ("wrk", 0.95, File.Exists("/usr/bin/wrk"), async () =>
                Rate(await Metered.RunAsync(scratch, "wrk", "-t1", $"-c{Connections}", $"-d{seconds}s", $"{address}"), WrkRequests())),
            ("hey", 1.3, File.Exists("/usr/bin/hey"), async () =>
                Rate(await Metered.RunAsync(scratch, "hey", "-cpus", "1", "-z", $"{seconds}s", "-c", $"{Connections}", $"{address}"), HeyResponses())),
            ("autocannon", 1.1, File.Exists(autocannon), async () =>
                Rate(await Metered.RunAsync(scratch, "node", autocannon, "-c", $"{Connections}", "-d", seconds, "--json", $"{address}"), AutocannonRequests())),
        };
        var best = new double[peers.Length];
        var ours = 0.0;
        for (var round = 1; round <= settings.Rounds; round++)
        {
            ours = Math.Max(ours, await OursAsync(settings, scratch, address));
            Console.Write(Rows.Text($"http round {round}: ours {ours:N0}"));
            for (var i = 0; i < peers.Length; i++)
            {
                if (peers[i].IsThere)
                    best[i] = Math.Max(best[i], await peers[i].Measure());
                Console.Write(Rows.Text($", {peers[i].Name} {best[i]:N0}"));
            }

            Console.WriteLine();
        }

        foreach (var (peer, theirs) in peers.Zip(best).Where(pair => pair.First.IsThere))
            rows.Ratio("HTTP/1.1 requests per second of generator CPU", peer.Name, ours, theirs, peer.Goal);
    }

    private static async Task<double> OursAsync(Settings settings, Scratch scratch, Uri address)
    {
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(Simulation.KeepConstant(Connections, TimeSpan.FromSeconds(settings.Seconds))),
            Devices = Connections,
        };
        var (result, meter) = await Metered.GenerateAsync(scratch, address, plan, []);
        if (result.Totals.Outcomes.Failed > 0 || result.IsPartial)
            throw new IOException($"The run went wrong: {result.End.Interrupted} {string.Join(", ", result.End.Causes)}");
        return result.Totals.Outcomes[Outcome.Ok] / meter.Cpu;
    }

    private static double Rate(Metered meter, Regex requests) =>
        requests.Matches(meter.Output).Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) / meter.Cpu;

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex WrkRequests();

    [GeneratedRegex(@"\[200\]\s+(\d+) responses")]
    private static partial Regex HeyResponses();

    [GeneratedRegex("\"2xx\":(\\d+)")]
    private static partial Regex AutocannonRequests();
}
