using System.Text.Json;
using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.Cli.Tests;

/// <summary>A run that is cut off can be finished and arrives where it would have arrived.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task After_Ctrl_C_the_journal_is_kept_and_resume_goes_on()
    {
        var (result, folder) = await CutOffAsync("INT");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("--resume", result.Error);
        result.ShowsNoStackTrace();
        await ExpectSameAfterResumeAsync(folder);
    }

    [Fact]
    public async Task After_a_kill_resume_repeats_nothing_that_is_done()
    {
        var (_, folder) = await CutOffAsync("KILL");
        File.AppendAllText(Path.Combine(folder, "messages.ndjson"), "{\"testCaseFinished\":{\"testCa");

        await ExpectSameAfterResumeAsync(folder);
    }

    [Fact]
    public async Task A_run_with_another_suite_is_no_continuation()
    {
        var (_, folder) = await CutOffAsync("KILL");
        var profile = Path.Combine(AppContext.BaseDirectory, "suite", "profiles", "mqtt-broker.yaml");
        _scratch.Write("other/profiles/mqtt-broker.yaml", File.ReadAllText(profile) + "\n# Another one.\n");

        var result = await Tool.RunAsync("run", "--resume", folder, "--suite", Path.Combine(_scratch.Path, "other"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("the same features, catalogues and profile", result.Error);
    }

    [Fact]
    public async Task A_product_that_dies_is_accused_of_nothing_and_resume_tests_it_again()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin").Any(p => File.Exists(Path.Combine(p, "mosquitto"))))
            Assert.Skip("Needs mosquitto.");

        const string Only = "@MQTT5-3.1.2-22";
        using var tool = Tool.Start("run", "mosquitto", "--only", Only, "--out", _scratch.Path, "--json");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (await tick.WaitForNextTickAsync(patience.Token))
        {
            var journal = Directory.EnumerateFiles(_scratch.Path, "messages.ndjson", SearchOption.AllDirectories).FirstOrDefault();
            if (journal is not null && File.ReadAllText(journal).Contains("\"testCaseStarted\"", StringComparison.Ordinal))
                break;
        }

        var id = File.ReadAllText(Directory.EnumerateFiles(_scratch.Path, "sut.pid", SearchOption.AllDirectories).Single());
        using (var kill = System.Diagnostics.Process.Start("kill", ["-KILL", id.Trim()]))
            await kill.WaitForExitAsync(patience.Token);
        var result = await tool.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(0, result.Json.GetProperty("requirements").GetProperty("fail").GetInt32());
        Assert.Contains("ended by itself with exit code 137", result.Error);

        var resumed = await Tool.RunAsync("run", "--resume", result.Run, "--only", Only, "--json");
        Assert.True(resumed.Json.GetProperty("requirements").GetProperty("pass").GetInt32() > 0, resumed.Output + resumed.Error);
    }

    [Fact]
    public async Task A_SUT_of_others_that_goes_away_is_accused_of_nothing()
    {
        await using var broker = ReferenceBroker.Start(TimeProvider.System);
        using var tool = Tool.Start("run", "--sut", broker.Endpoint.ToString(), "--out", _scratch.Path, "--parallel", "8", "--json");
        await FinishedAsync(20);

        await broker.DisposeAsync();
        var result = await tool.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(0, result.Json.GetProperty("requirements").GetProperty("fail").GetInt32());
        Assert.Contains("gone", result.Evaluation.GetProperty("reason").GetString());
    }

    private async Task<(ToolResult Result, string Folder)> CutOffAsync(string signal)
    {
        using var tool = Tool.Start("run", "--out", _scratch.Path, "--parallel", "8");
        var journal = await FinishedAsync(5);

        tool.Signal(signal);
        return (await tool.EndAsync(), Path.GetDirectoryName(journal)!);
    }

    /// <summary>Waits until a run has finished some scenarios, and gives its journal.</summary>
    private async Task<string> FinishedAsync(int scenarios)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        string? journal = null;
        while (journal is null || Finished(journal).Count < scenarios)
        {
            await tick.WaitForNextTickAsync(patience.Token);
            journal ??= Directory.EnumerateFiles(_scratch.Path, "messages.ndjson", SearchOption.AllDirectories).FirstOrDefault();
        }

        return journal;
    }

    private async Task ExpectSameAfterResumeAsync(string folder)
    {
        var before = Finished(Path.Combine(folder, "messages.ndjson"));

        var resumed = await Tool.RunAsync("run", "--resume", folder, "--json");
        var whole = await Tool.RunUntilJudgedAsync("run", "--out", Path.Combine(_scratch.Path, "whole"), "--json");

        var open = resumed.LeftOpenByTheMachine;
        Assert.InRange(open.Count, 0, 9);
        Assert.Equal(Verdicts(whole, open), Verdicts(resumed, open));
        Assert.Equal(open.Count == 0 ? whole.ExitCode : 2, resumed.ExitCode);
        Assert.Equal(Watched(whole), Watched(resumed));
        var executed = Finished(Path.Combine(folder, "messages.ndjson"));
        Assert.Equal(before, executed.Take(before.Count));
        Assert.Equal(executed.Distinct().Count(), executed.Count);
        Assert.True(executed.Count > before.Count, "nothing was left to resume");
    }

    private static List<string> Verdicts(ToolResult result, IReadOnlySet<string> leftOut) =>
        [.. result.Evaluation.GetProperty("requirements").EnumerateArray()
            .Where(r => !leftOut.Contains(r.GetProperty("requirement").GetProperty("id").GetString()!))
            .Select(r => $"{r.GetProperty("requirement").GetProperty("id")} {r.GetProperty("verdict")}")];

    /// <summary>The requirements for which the monitors saw a packet, in all parts of the run.</summary>
    private static List<string> Watched(ToolResult result) =>
        [.. result.Evaluation.GetProperty("requirements").EnumerateArray()
            .Where(r => r.GetProperty("monitor") is { ValueKind: JsonValueKind.Object } monitor && monitor.GetProperty("packets").GetInt32() > 0)
            .Select(r => r.GetProperty("requirement").GetProperty("id").GetString()!)];

    /// <summary>The scenarios whose end the journal holds, by file and line, in order.</summary>
    private static List<string> Finished(string journal)
    {
        var pickles = new Dictionary<string, string>();
        var cases = new Dictionary<string, string>();
        var started = new Dictionary<string, string>();
        var finished = new List<string>();
        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.EndsWith('}') || !Parse(line, out var message))
                continue;

            if (message.TryGetProperty("pickle", out var pickle))
                pickles[Text(pickle, "id")] = $"{Text(pickle, "uri")}:{pickle.GetProperty("location").GetProperty("line")}";
            else if (message.TryGetProperty("testCase", out var testCase))
                cases[Text(testCase, "id")] = pickles[Text(testCase, "pickleId")];
            else if (message.TryGetProperty("testCaseStarted", out var start))
                started[Text(start, "id")] = cases[Text(start, "testCaseId")];
            else if (message.TryGetProperty("testCaseFinished", out var end))
                finished.Add(started[Text(end, "testCaseStartedId")]);
        }

        return finished;
    }

    private static bool Parse(string line, out JsonElement message)
    {
        try
        {
            message = JsonDocument.Parse(line).RootElement;
            return true;
        }
        catch (JsonException)
        {
            // The line is still being written.
            message = default;
            return false;
        }
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
