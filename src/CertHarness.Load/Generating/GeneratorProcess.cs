using System.Diagnostics;
using System.Text.Json;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Generating;

/// <summary>
/// Runs a generator in a process of its own: what the harness does beside it does not disturb the measurement, and the process starts
/// with the environment that a generator needs.
/// </summary>
/// <param name="program">The program, which calls <see cref="GeneratorHost"/>.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="time">The clock.</param>
public sealed class GeneratorProcess(string program, IReadOnlyList<string> arguments, TimeProvider time) : IGenerator
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>What is set in the process's environment: continuations of sockets run where the event came in instead of on another
    /// thread, and collections of garbage take no thread of their own.</summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_gcServer"] = "0",
    };

    /// <summary>Has an order carried out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="onSecond">Is given every second of the run.</param>
    /// <param name="cancellationToken">Ends the run early; the numbers so far are kept.</param>
    /// <returns>The end of the run. Where the process died it says so, and what it had told stays told.</returns>
    /// <exception cref="ArgumentException">The order cannot be carried out; the message says why.</exception>
    public async Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(onSecond);
        using var process = Process.Start(StartInfo())!;
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Tell(process, JsonSerializer.Serialize(order, GeneratorJson.Default.GeneratorOrder));
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var registration = cancellationToken.Register(() => Stop(process, late));
        var end = await ReadAsync(process, onSecond, late.Token);
        if (end is not null)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            return end;
        }

        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        var said = (await errors).Trim();
        return new LoadEnd
        {
            Interrupted = $"the generator's process ended with code {process.ExitCode}{(said.Length == 0 ? "" : $": {said[..Math.Min(said.Length, 500)]}")}",
        };
    }

    private static async Task<LoadEnd?> ReadAsync(Process process, Action<LoadSecond> onSecond, CancellationToken late)
    {
        try
        {
            while (await process.StandardOutput.ReadLineAsync(late) is { } text)
            {
                var line = GeneratorLine.Read(text);
                if (line.Fault is { } fault)
                    throw new ArgumentException(fault);
                if (line.End is { } end)
                    return end;
                onSecond(line.Second!);
            }

            return null;
        }
        catch (Exception e) when (e is OperationCanceledException or JsonException)
        {
            // It does not stop, or says what no generator says: ended from here, with the numbers so far.
            return null;
        }
    }

    private static void Stop(Process process, CancellationTokenSource late)
    {
        late.CancelAfter(StopWithin);
        Tell(process, "stop");
    }

    private static void Tell(Process process, string line)
    {
        try
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended by itself; its output says how.
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables)
            info.Environment[name] = value;
        return info;
    }
}
