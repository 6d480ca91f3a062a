// How long a profile takes: dotnet run bench/profile.cs -- [CAMPAIGN] [RUNS]
// Prints for each run the seconds from the command to its end, those of the slowest scenario, and the ratio of the time in
// which all scenarios ran to that of the slowest one. Most of a conformance run is waiting, so the ratio tells how well the
// waiting overlaps.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var campaign = args.Length > 0 ? args[0] : "mosquitto";
var runs = args.Length > 1 ? int.Parse(args[1]) : 5;
var tool = Path.Combine("src", "CertHarness.Cli", "bin", "Release", "net10.0", "certharness.dll");
if (!File.Exists(tool))
{
    Console.Error.WriteLine("First: dotnet build -c Release src/CertHarness.Cli");
    return 2;
}

var reports = Directory.CreateTempSubdirectory("certharness-bench-").FullName;
Console.WriteLine("run  command s  scenarios s  slowest s  ratio  slowest scenario");
for (var run = 1; run <= runs; run++)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, "run", campaign, "--out", reports, "--json"])
    {
        RedirectStandardOutput = true,
    })!;
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    using var summary = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
    using var evaluation = JsonDocument.Parse(File.ReadAllText(Path.Combine(summary.RootElement.GetProperty("run").GetString()!, "evaluation.json")));
    var slowest = evaluation.RootElement.GetProperty("scenarios").EnumerateArray().MaxBy(s => s.GetProperty("duration").GetDouble());
    var longest = slowest.GetProperty("duration").GetDouble();
    var all = (evaluation.RootElement.GetProperty("finished").GetDateTimeOffset() - evaluation.RootElement.GetProperty("started").GetDateTimeOffset()).TotalSeconds;
    Console.WriteLine(
        $"{run,3}  {summary.RootElement.GetProperty("seconds").GetDouble(),9:0.00}  {all,11:0.00}  {longest,9:0.00}  {all / longest,5:0.00}  "
        + slowest.GetProperty("scenario").GetProperty("name").GetString());
}

Directory.Delete(reports, recursive: true);
return 0;
