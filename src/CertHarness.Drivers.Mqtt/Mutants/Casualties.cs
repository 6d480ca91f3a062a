using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>Changes that come with what happens on all connections of a SUT together. Each run of a mutant has its own count.</summary>
internal static class Casualties
{
    /// <summary>The SUT is gone once so much has happened: all connections end, and so does every new one.</summary>
    /// <param name="count">How much.</param>
    /// <param name="weight">How much a frame counts.</param>
    public static Func<Change> Dies(int count, Func<Exchange, Frame, int> weight) => After(count, weight, (exchange, _) =>
    {
        EndAll(exchange);
        return true;
    });

    /// <inheritdoc cref="Dies(int, Func{Exchange, Frame, int})"/>
    public static Func<Change> Dies(int count, Func<Frame, bool> counts) => Dies(count, (_, f) => counts(f) ? 1 : 0);

    /// <summary>A change sets in once so much has happened.</summary>
    public static Func<Change> After(int count, Func<Frame, bool> counts, Change change) => After(count, (_, f) => counts(f) ? 1 : 0, change);

    /// <inheritdoc cref="After(int, Func{Frame, bool}, Change)"/>
    public static Func<Change> After(int count, Func<Exchange, Frame, int> weight, Change change) => () =>
    {
        var seen = 0;
        return (exchange, frame) =>
        {
            seen += weight(exchange, frame);
            return seen >= count && change(exchange, frame);
        };
    };

    /// <summary>Everybody's connection ends whenever something happens.</summary>
    public static Change EndsAll(Func<Frame, bool> when) => (exchange, frame) =>
    {
        if (when(frame))
            EndAll(exchange);
        return false;
    };

    /// <summary>Messages get lost on the way to those who have nothing to do with it, as long as a client has left so many unacknowledged.</summary>
    public static Func<Change> LosesWhileUnacknowledged(int count) => () =>
    {
        var open = new Dictionary<Exchange, int>();
        return (exchange, frame) =>
        {
            var own = open.GetValueOrDefault(exchange);
            switch (frame)
            {
                case { OfClient: false, Packet: PublishPacket { PacketId: > 0 } }:
                    open[exchange] = own + 1;
                    return own < count && open.Any(o => o.Key != exchange && o.Value >= count);
                case { OfClient: true, Packet: PubAckPacket }:
                    open[exchange] = own - 1;
                    return false;
                default:
                    return false;
            }
        };
    };

    /// <summary>A client is given up from which nothing came for a time.</summary>
    public static Func<Change> GivesUpAfter(TimeSpan silence) => () =>
    {
        var last = new Dictionary<Exchange, TimeSpan>();
        return (exchange, frame) =>
        {
            if (!frame.OfClient)
                return false;
            var before = last.GetValueOrDefault(exchange, exchange.Age);
            last[exchange] = exchange.Age;
            if (exchange.Age - before < silence)
                return false;
            exchange.Close();
            return true;
        };
    };

    private static void EndAll(Exchange exchange)
    {
        exchange.Close();
        foreach (var other in exchange.Others)
            other.Close();
    }
}
