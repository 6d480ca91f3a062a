using System.Diagnostics;
using System.Text.Json;

namespace CertHarness.Cli.Tests;

/// <summary>The tool as a user starts it: a process of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private Tool(IEnumerable<string> arguments, long? memoryLimit)
    {
        // What a shell starts in the background ignores Ctrl+C, and so do its children; the tool is started as from a terminal.
        string[] terminal = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(terminal[0], [.. terminal.Skip(1), Path.Combine(AppContext.BaseDirectory, "certharness.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (memoryLimit is { } bytes)
            start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{bytes:X}";

        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the tool and does not wait.</summary>
    public static Tool Start(params string[] arguments) => new(arguments, null);

    /// <summary>Runs the tool to its end.</summary>
    public static Task<ToolResult> RunAsync(params string[] arguments) => RunWithinAsync(null, arguments);

    /// <summary>Runs the tool to its end, again where the machine was too busy to judge.</summary>
    public static async Task<ToolResult> RunUntilJudgedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        for (var again = 0; again < 3 && result.LeftOpenByTheMachine.Count > 0; again++)
            result = await RunAsync(arguments);

        return result;
    }

    /// <summary>Runs the tool to its end with no more than so many bytes of managed memory.</summary>
    public static async Task<ToolResult> RunWithinAsync(long? memoryLimit, params string[] arguments)
    {
        using var tool = new Tool(arguments, memoryLimit);
        return await tool.EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<ToolResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return new ToolResult(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Sends a signal, such as INT or KILL.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString()]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
    }
}

/// <summary>How the tool ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of standard output, read as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd('\n').Split('\n')[^1]).RootElement;

    /// <summary>The run folder that the JSON line names.</summary>
    public string Run => Json.GetProperty("run").GetString()!;

    /// <summary>The evaluation in the run folder.</summary>
    public JsonElement Evaluation => JsonDocument.Parse(File.ReadAllText(Path.Combine(Run, "evaluation.json"))).RootElement;

    /// <summary>The requirements that a machine too busy to judge left open; on an idle one there are none.</summary>
    public IReadOnlySet<string> LeftOpenByTheMachine =>
        Evaluation.GetProperty("scenarios").EnumerateArray()
            .Where(s => s.GetProperty("verdict").GetString() == "inconclusive"
                && s.GetProperty("finding") is { ValueKind: JsonValueKind.Object } finding
                && finding.GetProperty("step").ValueKind == JsonValueKind.String)
            .SelectMany(s => s.GetProperty("scenario").GetProperty("tags").EnumerateArray().Select(t => t.GetString()!.TrimStart('@')))
            .ToHashSet();

    /// <summary>A user is never shown a stack trace.</summary>
    public void ShowsNoStackTrace()
    {
        Assert.DoesNotContain("   at ", Output);
        Assert.DoesNotContain("   at ", Error);
    }
}
