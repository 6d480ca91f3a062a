using System.Diagnostics;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.GherkinBench;

/// <summary>Runs a folder of features as a test tool does: reads them, runs them, writes their messages into a file.</summary>
internal static class Child
{
    public static async Task<int> RunAsync(string folder, string messages, string cost, int repeat)
    {
        var success = true;
        for (var i = 0; i < repeat; i++)
        {
            var time = TimeProvider.System;
            var started = time.GetTimestamp();
            File.Delete(messages);
            var sources = Directory.EnumerateFiles(folder, "*.feature").Order(StringComparer.Ordinal)
                .Select(f => new FeatureSource(Path.GetFileName(f), File.ReadAllText(f)));
            var suite = FeatureSuite.Parse(sources);
            var parsed = time.GetTimestamp();
            var library = StepLibrary.Of(typeof(LampSteps));
            await using var services = new ServiceCollection().AddGherkin(library).BuildServiceProvider();
            using (var writer = NdjsonWriter.Append(messages))
            {
                var runner = new SuiteRunner(library, services, writer, new RunSettings());
                success &= (await runner.RunAsync(suite, suite.Scenarios, CancellationToken.None)).Success;
            }

