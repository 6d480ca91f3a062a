namespace CertHarness.GherkinBench;

/// <summary>Measures both runtimes in turns and prints what came out.</summary>
internal static class Comparison
{
    private const int Compared = 10_000;

    public static int Run(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("certharness-gherkin-bench-").FullName;
        try
        {
            Compare(folder, rounds);
            Curve(folder, rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static void Compare(string folder, int rounds)
    {
        var features = Features(folder, Compared);
        var modules = Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES");
        var cucumber = Path.Combine(modules ?? "", "@cucumber", "cucumber", "bin", "cucumber.js");
        var withCucumber = modules is not null && File.Exists(cucumber);
        if (withCucumber)
        {
            Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), modules!);
            File.Copy(Path.Combine(AppContext.BaseDirectory, "js", "steps.cjs"), Path.Combine(folder, "steps.cjs"));
        }
        else
        {
            Console.WriteLine("cucumber-js is not measured: npm install @cucumber/cucumber, and CERTHARNESS_NODE_MODULES names the node_modules folder");
        }

        var ours = new List<Measured>();
        var theirs = new List<Measured>();
        for (var i = 0; i < rounds; i++)
        {
            ours.Add(Ours(folder, features));
            if (withCucumber)
                theirs.Add(Measured.Of(folder, "node", cucumber, "--require", "steps.cjs", "--format", "message:MESSAGES", features));
        }

        Console.WriteLine($"{Compared:N0} scenarios of 5 steps, best of {rounds}: whole process | run only | CPU | peak memory");
        var own = Measured.Best(ours);
        Print("certharness", own);
        if (theirs.Count == 0)
            return;
        var other = Measured.Best(theirs);
        Print("cucumber-js", other);
        Console.WriteLine(
            $"{"ratio",-12} {other.Process / own.Process,8:0.0} x   | {other.Run / own.Run,8:0.0} x   | {other.Cpu / own.Cpu,8:0.0} x   | {(double)other.PeakBytes / own.PeakBytes,6:0.0} x   (goal: 10 x, 10 x, -, 1 x)");
    }

    private static void Curve(string folder, int rounds)
    {
        Console.WriteLine();
        Console.WriteLine("certharness by size: scenarios | whole process | run only | CPU a scenario | peak memory");
        foreach (var scenarios in (int[])[100, 1_000, 10_000, 100_000])
        {
            var features = Features(folder, scenarios);
            var best = Measured.Best([.. Enumerable.Range(0, rounds).Select(_ => Ours(folder, features))]);
            Console.WriteLine(
                $"{scenarios,9:N0} | {best.Process,8:0.000} s | {best.Run,8:0.000} s | {best.Cpu / scenarios * 1e6,8:0} us | {best.PeakBytes / 1e6,6:0} MB");
        }
    }

    private static string Features(string folder, int scenarios)
    {
        var features = Path.Combine(folder, $"features-{scenarios}");
        if (!Directory.Exists(features))
            Load.Write(features, scenarios);
        return features;
    }

    private static Measured Ours(string folder, string features) =>
        Measured.Of(folder, Environment.ProcessPath!, "run", features, "MESSAGES", "COST");

    private static void Print(string name, Measured measured) => Console.WriteLine(
        $"{name,-12} {measured.Process,8:0.000} s   | {measured.Run,8:0.000} s   | {measured.Cpu,8:0.000} s   | {measured.PeakBytes / 1e6,6:0} MB   {Compared / measured.Process,8:N0} and {Compared / measured.Run,8:N0} scenarios/s");
}
