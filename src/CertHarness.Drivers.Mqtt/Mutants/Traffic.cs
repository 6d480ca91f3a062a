using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>All connections of one SUT. Changes see one frame at a time, whichever connection it comes from.</summary>
/// <param name="version">The version to speak where a client does not say which.</param>
/// <param name="time">The clock.</param>
internal sealed class Traffic(MqttVersion version, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Exchange> _exchanges = [];
    private List<Func<CancellationToken, ValueTask>> _due = [];

    public MqttVersion Version => version;

    public TimeProvider Time => time;

    /// <summary>The connections in the order in which they were opened.</summary>
    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    /// <summary>Does something with all connections standing still.</summary>
    /// <returns>What is to be sent for it, in order.</returns>
    public IReadOnlyList<Func<CancellationToken, ValueTask>> During(Action act)
    {
        lock (_gate)
        {
            act();
            var due = _due;
            _due = [];
            return due;
        }
    }

    public void Add(Exchange exchange) => _exchanges.Add(exchange);

    public void Later(Func<CancellationToken, ValueTask> send) => _due.Add(send);
}
