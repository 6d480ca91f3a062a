using System.Diagnostics;
using System.Xml.Linq;

namespace CertHarness.Xunit.Tests;

/// <summary>Runs the samples of this assembly as a user does, and reads what xUnit reports.</summary>
internal static class SampleRun
{
    public static async Task<IReadOnlyList<SampleResult>> RunAsync(params string[] selection)
    {
        var report = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(
                "dotnet", [typeof(SampleRun).Assembly.Location, "-explicit", "only", "-noColor", "-xml", report, .. selection])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync(patience.Token);
            var text = await output + await error;
            Assert.True(new FileInfo(report).Length > 0, text);
            return [.. XDocument.Load(report).Descendants("test").Select(SampleResult.Of)];
        }
        finally
        {
            File.Delete(report);
        }
    }
}

internal sealed record SampleResult(string Name, string Result, string Message, string StackTrace, string Output, string? File, IReadOnlyList<string> Traits, IReadOnlyList<string> Attachments)
{
    public static SampleResult Of(XElement test) => new(
        (string)test.Attribute("name")!,
        (string)test.Attribute("result")!,
        ((string?)test.Element("failure")?.Element("message") ?? (string?)test.Element("reason") ?? "").Replace("\\\"", "\"", StringComparison.Ordinal),
        (string?)test.Element("failure")?.Element("stack-trace") ?? "",
        (string?)test.Element("output") ?? "",
        (string?)test.Attribute("source-file"),
        [.. test.Descendants("trait").Select(t => $"{t.Attribute("name")!.Value}={t.Attribute("value")!.Value}").Order(StringComparer.Ordinal)],
        [.. test.Descendants("attachment").Select(a => $"{a.Attribute("name")!.Value} {a.Attribute("media-type")?.Value}")]);
}
