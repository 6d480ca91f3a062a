namespace CertHarness.Drivers.Mutations;

/// <summary>The ends of a connection that passes a proxy.</summary>
public enum Side
{
    /// <summary>The harness.</summary>
    Harness,

    /// <summary>The SUT.</summary>
    Sut,
}

/// <summary>A change that a proxy applies to what passes it. One instance sees all connections of a SUT, many at once.</summary>
public interface IMutation
{
    /// <summary>A connection was opened through the proxy.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>What decides about its bytes.</returns>
    IConnectionMutation Begin(IProxiedConnection connection);
}

/// <summary>
/// Decides what becomes of the bytes of one connection. Calls for one side come one at a time and in order, calls for both sides at
/// the same time.
/// </summary>
public interface IConnectionMutation
{
    /// <summary>Bytes arrived from a side. Nothing is passed on but what this method sends.</summary>
    /// <param name="from">Where they come from.</param>
    /// <param name="bytes">The bytes; valid until the call ends.</param>
    /// <param name="cancellationToken">The proxy ends.</param>
    ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>A side sends nothing more. Nothing is passed on but what this method does.</summary>
    /// <param name="from">The side.</param>
    /// <param name="cancellationToken">The proxy ends.</param>
    ValueTask FinishedAsync(Side from, CancellationToken cancellationToken);
}

/// <summary>A connection as a mutation can act on it. What is sent to a side that has gone away is lost.</summary>
public interface IProxiedConnection
{
    /// <summary>Sends bytes to a side; what several callers send does not mix.</summary>
    /// <param name="to">The side.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Gives up waiting for a side that does not read.</param>
    ValueTask SendAsync(Side to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends in order what is sent to a side.</summary>
    /// <param name="to">The side.</param>
    void Finish(Side to);
}
