using System.Text;

namespace CertHarness.Drivers.Provisioning;

/// <summary>Keeps what a process prints: the beginning in a file, bounded, and the end in memory, for messages.</summary>
internal sealed class ProcessOutput : IAsyncDisposable
{
    private const long FileLimit = 4L << 20;
    private const int TailLimit = 8 << 10;

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly Queue<byte> _tail = new(TailLimit);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _pumping;
    private long _written;

    public ProcessOutput(string path, bool append, params Stream[] sources)
    {
        Path = path;
        _file = new FileStream(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _written = _file.Position;
        _pumping = Task.WhenAll(sources.Select(PumpAsync));
    }

    public string Path { get; }

    /// <summary>Waits until everything has been read, for a process that has ended; gives up on what its descendants hold open.</summary>
    public async Task FinishAsync(TimeSpan patience, TimeProvider time)
    {
        if (await Task.WhenAny(_pumping, Task.Delay(patience, time, _stopping.Token)) != _pumping)
        {
            await _stopping.CancelAsync();
        }

        await _pumping;
    }

    /// <summary>The last lines, most recent last.</summary>
    public IReadOnlyList<string> LastLines(int count)
    {
        lock (_gate)
        {
            return Encoding.UTF8.GetString(_tail.ToArray())
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .TakeLast(count)
                .ToList();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pumping;
        await _file.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task PumpAsync(Stream source)
    {
        var buffer = new byte[4096];
        try
        {
            while (await source.ReadAsync(buffer, _stopping.Token) is > 0 and var length)
            {
                Keep(buffer.AsSpan(0, length));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (var one in bytes)
            {
                if (_tail.Count == TailLimit)
                {
                    _tail.Dequeue();
                }

                _tail.Enqueue(one);
            }

            WriteBounded(bytes);
        }
    }

    private void WriteBounded(ReadOnlySpan<byte> bytes)
    {
        if (_written >= FileLimit)
        {
            return;
        }

        var kept = bytes[..(int)Math.Min(bytes.Length, FileLimit - _written)];
        _file.Write(kept);
        _written += kept.Length;
        if (_written == FileLimit)
        {
            _file.Write(Encoding.UTF8.GetBytes($"\n[truncated: the limit of {FileLimit} bytes was reached]\n"));
        }
    }
}
