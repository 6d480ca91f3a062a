using System.Globalization;

namespace CertHarness.LoadBench;

/// <summary>What is measured, how often and how long: <c>load-bench [http] [mqtt] [memory] [devices] [stall] [rounds=N] [seconds=N]</c>.</summary>
internal sealed record Settings(IReadOnlySet<string> Parts, int Rounds, int Seconds)
{
    private static readonly string[] All = ["http", "mqtt", "memory", "devices", "stall"];

    public bool Has(string part) => Parts.Contains(part);

    public static Settings Parse(string[] args)
    {
        var parts = args.Where(All.Contains).ToHashSet();
        return new(parts.Count == 0 ? All.ToHashSet() : parts, Number(args, "rounds", 3), Number(args, "seconds", 10));
    }

    private static int Number(string[] args, string name, int fallback) =>
        args.FirstOrDefault(arg => arg.StartsWith(name + "=", StringComparison.Ordinal)) is { } arg
            ? int.Parse(arg[(name.Length + 1)..], CultureInfo.InvariantCulture)
            : fallback;
}
