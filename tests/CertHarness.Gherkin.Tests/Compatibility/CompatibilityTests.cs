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
        ["test-run-exception"] = "it makes the runner itself fail, which nothing in a suite can do",
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
        Assert.True(SampleSteps.BySample.TryGetValue(sample, out var steps), $"The kit has a new sample, {sample}.");

        var expected = Normalizer.Normalize(CompatibilityKit.Golden(sample));
        var actual = Normalizer.Normalize(await RunAsync(sample, steps!));
        Assert.Equal(expected.Glue, actual.Glue);
        Assert.Equal(expected.Story, actual.Story);
    }

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
            await new SuiteRunner(library, root, writer, settings).RunAsync(suite, selection, CancellationToken.None);
        }

        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
