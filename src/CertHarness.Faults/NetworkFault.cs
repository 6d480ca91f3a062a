namespace CertHarness.Faults;

/// <summary>
/// A fault of the network on a way through a proxy, in the vocabulary of Toxiproxy. Several on the same way act one after the
/// other, in the order in which they were injected.
/// </summary>
public abstract record NetworkFault
{
    private protected NetworkFault()
    {
    }

    /// <summary>What is wrong with the values: which one, what it is and what it has to be.</summary>
    internal abstract IEnumerable<string> Problems { get; }

    /// <summary>Begins the fault on one way of one connection.</summary>
    /// <param name="now">The time, since the proxy started.</param>
    /// <param name="random">The randomness of this way of this connection.</param>
    internal abstract FaultStrategy Begin(TimeSpan now, Random random);
}
