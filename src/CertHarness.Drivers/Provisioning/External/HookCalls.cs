using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using CertHarness.Drivers.Transport;
using CertHarness.Model;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Provisioning.External;

/// <summary>Calls hooks and waits until they have done their work.</summary>
/// <param name="scratch">A folder for what they print.</param>
/// <param name="time">The clock.</param>
internal sealed class HookCalls(string scratch, TimeProvider time)
{
    private const int MostOutput = 2000;

    // What a hook leaves running, such as the SUT itself, must be able to print on: into a file, not into a pipe that breaks.
    private const string Script = """log=$1; shift; exec "$@" >"$log" 2>&1 </dev/null""";

    private int _count;

    /// <summary>Calls a hook.</summary>
    /// <param name="operation">What it is to do.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">It failed or took too long; the message has its output.</exception>
    public async Task CallAsync(SutOperation operation, Hook hook, CancellationToken cancellationToken)
    {
        var name = $"the hook {Spelling.Of(operation)} ({Described(hook)})";
        using var patience = new CancellationTokenSource(hook.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await (hook is HttpHook call
                ? CallAsync(name, call, either.Token)
                : RunAsync(name, (CommandHook)hook, Spelling.Of(operation), either.Token));
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SutUnavailableException($"{name}: took longer than {TcpConnector.Seconds(hook.Timeout)}", cause);
        }
    }

    // Arguments, paths and queries may hold secrets, and messages go into reports.
    private static string Described(Hook hook) => hook switch
    {
        HttpHook call => $"{call.Method} {call.Url.Scheme}://{call.Url.Authority}",
        CommandHook command => command.Command[0],
        _ => throw new ArgumentException($"Nobody knows how to call a {hook.GetType().Name}.", nameof(hook)),
    };

    private async Task RunAsync(string name, CommandHook hook, string operation, CancellationToken cancellationToken)
    {
        var program = ProgramSearch.Find(hook.Command[0]) ?? throw new SutUnavailableException($"{name}: there is no such program");
        Directory.CreateDirectory(scratch);
        var log = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"hook-{Interlocked.Increment(ref _count)}-{operation}.log"));
        using var process = Start(name, program, hook.Command.Skip(1), log);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
            throw new SutUnavailableException($"{name}: ended with exit code {process.ExitCode}{Shown(File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "")}");
    }

    private static Process Start(string name, string program, IEnumerable<string> arguments, string log)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", log, program, .. arguments]);
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new SutUnavailableException($"{name}: could not be started: {cause.Message}", cause);
        }
    }

    private static async Task CallAsync(string name, HttpHook hook, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(new HttpMethod(hook.Method), hook.Url);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new SutUnavailableException($"{name}: answered {(int)response.StatusCode} {response.ReasonPhrase}{Shown(await response.Content.ReadAsStringAsync(cancellationToken))}");
        }
        catch (HttpRequestException cause)
        {
            throw new SutUnavailableException($"{name}: {cause.Message}", cause);
        }
    }

    private static string Shown(string output)
    {
        var text = output.Trim();
        return text.Length == 0 ? "" : "\n  " + text[^Math.Min(text.Length, MostOutput)..].ReplaceLineEndings("\n  ");
    }
}
