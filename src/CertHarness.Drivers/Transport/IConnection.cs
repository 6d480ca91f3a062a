using System.Net;

namespace CertHarness.Drivers.Transport;

/// <summary>
/// An ordered stream of bytes to and from the SUT, on whatever transport, whose every byte is kept as evidence. Readers and writers
/// may use it at the same time; what one writer writes stays together.
/// </summary>
public interface IConnection : IAsyncDisposable
{
    /// <summary>The connection's name in messages and evidence.</summary>
    string Name { get; }

    /// <summary>The SUT's end.</summary>
    IPEndPoint Remote { get; }

    /// <summary>Where the bytes of the last read lie, or the end that it met; null before the first.</summary>
    RecordedChunk? LastReceived { get; }

    /// <summary>The number of the frame in the pcapng file that was sent or received last; 0 where frames have none.</summary>
    int LastFrame { get; }

    /// <summary>Reads what has arrived, waiting for at least one byte.</summary>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost.</param>
    /// <returns>The number of bytes, or 0 once the peer has closed its side in order.</returns>
    /// <exception cref="ConnectionResetException">The peer reset the connection.</exception>
    /// <exception cref="Model.Verdicts.SutUnavailableException">The network below failed, or the peer broke the rules of the transport.</exception>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Writes bytes. A write that was cancelled may have sent a part.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    /// <exception cref="ConnectionResetException">The peer reset the connection.</exception>
    /// <exception cref="Model.Verdicts.SutUnavailableException">The network below failed.</exception>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Closes the harness's side in order; reading goes on.</summary>
    /// <param name="cancellationToken">Ends the wait for a peer that does not read.</param>
    /// <exception cref="ObjectDisposedException">The harness closed or aborted the connection.</exception>
    ValueTask CompleteWritesAsync(CancellationToken cancellationToken);

    /// <summary>Resets the connection (TCP RST), as a crashed or hostile peer would. A pending read or write ends.</summary>
    void Abort();
}
