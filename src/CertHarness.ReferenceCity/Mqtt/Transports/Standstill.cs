namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>What a paused broker stops at: nothing passes until it goes on.</summary>
internal sealed class Standstill
{
    private volatile TaskCompletionSource? _end;

    /// <summary>Whether the broker stands still.</summary>
    public bool IsOn => _end is not null;

    public void Begin() => _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void End() => Interlocked.Exchange(ref _end, null)?.SetResult();

    /// <summary>Waits until the broker goes on, however often it is paused again before the caller has its turn.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        while (_end is { } end)
            await end.Task.WaitAsync(cancellationToken);
    }
}
