namespace CertHarness.Drivers.Devices;

/// <summary>A SUT that connects to the harness and can be told what to do, or does it by itself.</summary>
public interface IDevice
{
    /// <summary>How many scenarios may have the device act at once; at least 1.</summary>
    int MostAtOnce { get; }

    /// <summary>Whether it comes back by itself after it has lost its connection.</summary>
    bool Reconnects { get; }

    /// <summary>The shortest keep alive in seconds that it can be told, at least 1: the shorter it is, the sooner a silent device shows
    /// that it lives.</summary>
    int ShortestKeepAlive { get; }

    /// <summary>Whether it can be told an action, or takes it by itself.</summary>
    /// <param name="action">The action, such as <c>publish</c>.</param>
    bool Offers(string action);

    /// <summary>Whether an action can be told with an option.</summary>
    /// <param name="action">The action, such as <c>publish</c>.</param>
    /// <param name="option">The option, such as <c>retain</c>.</param>
    bool Offers(string action, string option);

    /// <summary>Tells it what to do and does not wait until it is done.</summary>
    /// <param name="order">What; it is offered with all its options.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was started; disposing it ends that.</returns>
    /// <exception cref="Model.Verdicts.SutUnavailableException">It cannot be told; the message says why.</exception>
    Task<IRunningDevice> StartAsync(DeviceOrder order, CancellationToken cancellationToken);
}

/// <summary>A device that was told to do something.</summary>
public interface IRunningDevice : IAsyncDisposable
{
    /// <summary>How it ended by itself, with the last lines that it printed; null while it runs or where nobody can tell.</summary>
    string? Ended { get; }

    /// <summary>What it has printed so far, from the beginning and bounded; empty where nobody can tell.</summary>
    string Output { get; }
}
