namespace CertHarness.Gherkin.Execution;

/// <summary>
/// Hands messages to the sink, one at a time. The first thing that the sink throws stops the run; nothing is written after it.
/// </summary>
internal sealed class RunOutput(IMessageSink sink, TimeProvider time, CancellationTokenSource stop)
{
    private readonly Lock _gate = new();
    private volatile Exception? _failure;

    public Exception? Failure => _failure;

    public void Write(Wire.Envelope envelope)
    {
        lock (_gate)
        {
            if (_failure is not null)
                return;
            try
            {
                sink.Write(envelope);
            }
            catch (Exception e)
            {
                _failure = e;
            }
        }

        if (_failure is not null)
            _ = stop.CancelAsync();
    }

    /// <summary>Ends when the sink has kept all that was written.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_failure is not null)
                return;
            try
            {
                sink.Flush();
            }
            catch (Exception e)
            {
                _failure = e;
            }
        }
    }

    public Wire.Timestamp Now()
    {
        var ticks = time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks;
        return new Wire.Timestamp(ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
    }
}
