using System.Diagnostics;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.GherkinBench;

/// <summary>Runs a folder of features as a test tool does: reads them, runs them, writes their messages into a file.</summary>
internal static class Child
{
    public static async Task<int> RunAsync(string folder, string messages, string cost)
    {
        var sources = Directory.EnumerateFiles(folder, "*.feature").Order(StringComparer.Ordinal)
            .Select(f => new FeatureSource(Path.GetFileName(f), File.ReadAllText(f)));
        var suite = FeatureSuite.Parse(sources);
        var library = StepLibrary.Of(typeof(LampSteps));
        await using var services = new ServiceCollection().AddGherkin(library).BuildServiceProvider();
        using var writer = NdjsonWriter.Append(messages);
        var runner = new SuiteRunner(library, services, writer, new RunSettings());
        var summary = await runner.RunAsync(suite, suite.Scenarios, CancellationToken.None);
        using var own = Process.GetCurrentProcess();
        await File.WriteAllTextAsync(
            cost, $$"""{"peakBytes":{{own.PeakWorkingSet64}},"cpuSeconds":{{Environment.CpuUsage.TotalTime.TotalSeconds}}}""");
        return summary.Success ? 0 : 1;
    }
}
