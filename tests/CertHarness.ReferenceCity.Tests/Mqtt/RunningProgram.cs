using System.ComponentModel;
using System.Diagnostics;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>A program of somebody else that talks to the broker.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly CancellationTokenSource _limit;

    private RunningProgram(Process process)
    {
        _process = process;
        _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _limit.CancelAfter(Patience);
        _errors = process.StandardError.ReadToEndAsync(_limit.Token);
    }

    /// <summary>Starts it; skips the test where it is not installed.</summary>
    public static RunningProgram Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            process.Dispose();
            Assert.Skip($"{program} is not installed.");
        }

        return new(process);
    }

    /// <summary>Runs it to its end, which has to be a good one.</summary>
    public static async Task<string> Run(string program, params IEnumerable<string> arguments)
    {
        using var running = Start(program, arguments);
        return await running.Finish();
    }

    /// <summary>Reads its output up to a line that contains a text.</summary>
    public async Task WaitFor(string text)
    {
        while (await _process.StandardOutput.ReadLineAsync(_limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"{_process.StartInfo.FileName} ended without \"{text}\": {await _errors}");
    }

    /// <summary>Waits for its end, which has to be a good one.</summary>
    /// <returns>The rest of its output.</returns>
    public async Task<string> Finish()
    {
        var output = await _process.StandardOutput.ReadToEndAsync(_limit.Token);
        await _process.WaitForExitAsync(_limit.Token);
        Assert.True(_process.ExitCode == 0, $"exit code {_process.ExitCode}: {output}{await _errors}");
        return output;
    }

    /// <summary>Takes it away without a farewell.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _limit.Dispose();
    }
}
