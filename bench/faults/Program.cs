// What a proxy costs: bytes a second and round trips through it, side by side with the direct path. See bench/README.md.
using System.Globalization;
using CertHarness.Faults;
using CertHarness.Faults.Latency;
using CertHarness.FaultsBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not ([] or [_]) || (args is [var given] && !(int.TryParse(given, out var count) && count > 0)))
{
    Console.Error.WriteLine("faults-bench [ROUNDS]");
    return 2;
}

var rounds = args is [var stated] ? int.Parse(stated) : 9;
await using var peer = new Peer();
await using var idle = Proxy.Start(peer.Endpoint, TimeProvider.System, seed: 1);
await using var slow = Proxy.Start(peer.Endpoint, TimeProvider.System, seed: 1);
slow.Inject(new LatencyFault { Delay = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(5) });

(string Name, Uri To)[] paths = [("direct", peer.Endpoint), ("idle proxy", idle.Endpoint), ("20 ms ± 5 ms", slow.Endpoint)];
(string Name, int Size, int Count)[] loads = [("64 KiB writes", 64 << 10, 8192), ("1 KiB writes", 1 << 10, 100_000)];
Console.WriteLine($"{"",-30} {"MB/s, best",12} {"ratio, best",12} {"ratio, median",14}");
foreach (var load in loads)
{
    var megabytes = await InTurnAsync(to => Measured.MegabytesPerSecondAsync(to, load.Size, load.Count));
    for (var path = 0; path < paths.Length; path++)
    {
        var ratios = megabytes[path].Zip(megabytes[0], (through, direct) => through / direct).Order().ToList();
        Console.WriteLine($"{load.Name + ", " + paths[path].Name,-30} {megabytes[path].Max(),12:F0} {megabytes[path].Max() / megabytes[0].Max(),12:F2} {ratios[ratios.Count / 2],14:F2}");
    }
}

var microseconds = await InTurnAsync(to => Measured.RoundTripAsync(to, to == slow.Endpoint ? 20 : 2000));
for (var path = 0; path < paths.Length; path++)
    Console.WriteLine($"round trip of 64 bytes, {paths[path].Name}: {microseconds[path].Min():F0} µs");

return 0;

// In turns, so that whatever else the machine does meets all paths; the first round warms up.
async Task<List<double>[]> InTurnAsync(Func<Uri, Task<double>> measure)
{
    var all = paths.Select(_ => new List<double>()).ToArray();
    for (var round = -1; round < rounds; round++)
    {
        for (var path = 0; path < paths.Length; path++)
        {
            var measured = await measure(paths[path].To);
            if (round >= 0)
                all[path].Add(measured);
        }
    }

    return all;
}
