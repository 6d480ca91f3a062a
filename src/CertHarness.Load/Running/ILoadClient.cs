namespace CertHarness.Load.Running;

/// <summary>
/// One virtual device. The load engine knows no protocol: it tells the device what to do, always on one and the same thread, and the
/// device reports to its <see cref="ILoadSlot"/> how that ended, at once or later. Disposing it ends its connection, in good order where
/// that needs no waiting; then it reports nothing any more.
/// </summary>
public interface ILoadClient : IDisposable
{
    /// <summary>Connects, and reports <see cref="ILoadSlot.Connected"/>.</summary>
    void Connect();

    /// <summary>Acts once, and reports <see cref="ILoadSlot.Completed"/>. A device whose connection is gone connects first; that time is
    /// part of the iteration.</summary>
    /// <param name="intended">When the iteration was meant to begin, in nanoseconds of the loop's clock.</param>
    void Act(long intended);

    /// <summary>Gives up what it is doing, for its time is over: what still comes of it must not be taken for a later answer.</summary>
    /// <returns>What it was still waiting for before it could ask, such as <c>the TLS handshake</c>, in few different words; null where it
    /// was nothing of the kind.</returns>
    string? Abandon();
}
