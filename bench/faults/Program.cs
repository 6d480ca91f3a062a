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

(string Name, Uri To)[] paths = [("direct", peer.Endpoint), ("idle proxy", idle.Endpoint), ("proxy, latency 20 ms ± 5 ms", slow.Endpoint)];
var megabytes = paths.Select(_ => new List<double>()).ToArray();
var microseconds = paths.Select(_ => new List<double>()).ToArray();
foreach (var (_, to) in paths)
    await Measured.MegabytesPerSecondAsync(to);

for (var round = 0; round < rounds; round++)
{
    // In turns, so that whatever else the machine does meets all of them.
    for (var path = 0; path < paths.Length; path++)
    {
        megabytes[path].Add(await Measured.MegabytesPerSecondAsync(paths[path].To));
        microseconds[path].Add(await Measured.RoundTripAsync(paths[path].To, path < 2 ? 2000 : 20));
    }
}

Console.WriteLine($"{"path",-30} {"MB/s, best",12} {"ratio, best",12} {"ratio, median",14} {"round trip, best",18}");
for (var path = 0; path < paths.Length; path++)
{
    var ratios = megabytes[path].Zip(megabytes[0], (through, direct) => through / direct).Order().ToList();
    Console.WriteLine(
        $"{paths[path].Name,-30} {megabytes[path].Max(),12:F0} {megabytes[path].Max() / megabytes[0].Max(),12:F2} {ratios[ratios.Count / 2],14:F2} {microseconds[path].Min(),15:F0} µs");
}

return 0;
