using System.Text;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.Compatibility;

public sealed class CompatibilityTests
{
    /// <summary>Samples that are not for us, and why.</summary>
    private static readonly Dictionary<string, string> NotForUs = new()
    {
        ["markdown"] = "the parser for .NET does not read Markdown",
    };

    public static TheoryData<string> Samples => CompatibilityKit.Root is { } root
        ? [.. Directory.EnumerateDirectories(root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)]
        : [""];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Messages_are_those_of_the_compatibility_kit(string sample)
    {
        Assert.SkipWhen(sample.Length == 0, CompatibilityKit.Missing);
        Assert.SkipWhen(NotForUs.TryGetValue(sample, out var reason), reason ?? "");
        Assert.True(SampleSteps.BySample.ContainsKey(sample), $"The kit has a new sample, {sample}.");
        var (expected, actual) = await CompareAsync(sample);
        Assert.Equal(expected.Glue, actual.Glue);
        Assert.Equal(expected.Story, actual.Story);
    }

    [Fact]
    public async Task Forty_five_samples_of_forty_six_pass()
    {
        Assert.SkipWhen(CompatibilityKit.Root is null, CompatibilityKit.Missing);
        var passed = new List<string>();
        foreach (var sample in SampleSteps.BySample.Keys)
        {
            var (expected, actual) = await CompareAsync(sample);
            if (expected.Glue.SequenceEqual(actual.Glue) && expected.Story.SequenceEqual(actual.Story))
                passed.Add(sample);
        }

        Assert.Equal(45, passed.Count);
        Assert.Equal(46, Samples.Count);
        Assert.Equal(NotForUs.Keys, Samples.Select(s => s.Data).Except(passed));
    }

    private static async Task<((IReadOnlyList<string> Glue, IReadOnlyList<string> Story) Expected, (IReadOnlyList<string> Glue, IReadOnlyList<string> Story) Actual)>
        CompareAsync(string sample) => (
            Normalizer.Normalize(CompatibilityKit.Golden(sample)),
            Normalizer.Normalize(await RunAsync(sample, SampleSteps.BySample[sample])));

    private static async Task<IEnumerable<string>> RunAsync(string sample, Type steps)
    {
        var suite = FeatureSuite.Parse(CompatibilityKit.Features(sample));
        var library = StepLibrary.Of(steps);
        await using var root = new ServiceCollection().AddGherkin().BuildServiceProvider();
        using var stream = new MemoryStream();
        using (var writer = new NdjsonWriter(stream))
        {
            var settings = new RunSettings { Retries = sample.StartsWith("retry", StringComparison.Ordinal) ? 2 : 0 };
            var selection = sample.EndsWith("reversed", StringComparison.Ordinal) ? suite.Scenarios.Reverse().ToList() : suite.Scenarios;
            var broken = sample == "test-run-exception";
            var run = new SuiteRunner(library, broken ? new BrokenServices() : root, writer, settings)
                .RunAsync(suite, selection, CancellationToken.None);
            if (broken)
                await Assert.ThrowsAsync<InvalidOperationException>(() => run);
            else
                await run;
        }

        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Services that cannot be had: what goes wrong in the run but in no step and no hook.</summary>
    private sealed class BrokenServices : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(IServiceScopeFactory) ? throw new InvalidOperationException("Whoops!") : null;
    }
}
