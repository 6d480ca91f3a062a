namespace CertHarness.Gherkin.Execution;

/// <summary>
/// Hands messages to the sink, one at a time. The first thing that the sink throws stops the run; nothing is written after it.
/// </summary>
internal sealed class RunOutput(IMessageSink sink, TimeProvider time, CancellationTokenSource stop)
{
    private readonly Lock _gate = new();
    private readonly IRunMessageSink? _short = sink as IRunMessageSink;
    private volatile Exception? _failure;

    public Exception? Failure => _failure;

    public void Write(Wire.Envelope envelope) => Write(RunMessage.Of(envelope));

    public void Write(in RunMessage message)
    {
        lock (_gate)
        {
            if (_failure is not null)
                return;
            try
            {
                if (_short is not null)
                    _short.Write(message);
                else
                    sink.Write(message.ToEnvelope());
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

    /// <summary>The time as Cucumber Messages has it.</summary>
    public Wire.Timestamp Now() => RunMessage.At(Time());

    /// <summary>The time in ticks since the Unix epoch.</summary>
    public long Time() => time.GetUtcNow().Ticks - DateTimeOffset.UnixEpoch.Ticks;
}
