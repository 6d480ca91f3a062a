namespace CertHarness.Faults;

/// <summary>A fault of a network that carries datagrams, on a way through a <see cref="DatagramProxy"/>.</summary>
public abstract record DatagramFault
{
    private protected DatagramFault()
    {
    }

    /// <summary>What is wrong with the values: which one, what it is and what it has to be.</summary>
    internal abstract IEnumerable<string> Problems { get; }

    /// <summary>Begins the fault on one way of one flow.</summary>
    /// <param name="random">The randomness of this way of this flow.</param>
    internal abstract FaultStrategy Begin(Random random);

    private protected static IEnumerable<string> Share(string name, double value) => Stated.Unless(value is > 0 and <= 1, name, value, "above 0 and at most 1");
}
