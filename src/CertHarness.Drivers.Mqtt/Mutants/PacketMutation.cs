using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>What becomes of a frame.</summary>
/// <param name="exchange">The frame's connection; tells what went before and takes what is sent instead.</param>
/// <param name="frame">The frame.</param>
/// <returns>False where the frame is to pass as it is.</returns>
internal delegate bool Change(Exchange exchange, Frame frame);

/// <summary>A change of control packets, applied to a stream of bytes.</summary>
/// <param name="change">The change.</param>
/// <param name="version">The version to speak where a client does not say which.</param>
/// <param name="time">The clock.</param>
internal sealed class PacketMutation(Change change, MqttVersion version, TimeProvider time) : IMutation
{
    private readonly Traffic _traffic = new(version, time);

    public IConnectionMutation Begin(IProxiedConnection connection)
    {
        var exchange = new Exchange(connection, _traffic);
        _traffic.During(() => _traffic.Add(exchange));
        return new OfConnection(exchange, this);
    }

    private async ValueTask ApplyAsync(Exchange exchange, Frame frame, CancellationToken cancellationToken)
    {
        var due = _traffic.During(() =>
        {
            exchange.Note(frame);
            if (!change(exchange, frame))
                Pass(exchange, frame);
        });
        foreach (var send in due)
            await send(cancellationToken);
    }

    private static void Pass(Exchange exchange, Frame frame)
    {
        var to = frame.OfClient ? Side.Sut : Side.Harness;
        if (frame.IsEnd)
            exchange.Finish(to);
        else
            exchange.Send(to, frame.Raw);
    }

    private sealed class OfConnection(Exchange exchange, PacketMutation mutation) : IConnectionMutation
    {
        private readonly FrameReader _client = new(Side.Harness);
        private readonly FrameReader _server = new(Side.Sut);

        public async ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            foreach (var frame in (from == Side.Harness ? _client : _server).Read(bytes, () => exchange.Version))
                await mutation.ApplyAsync(exchange, frame, cancellationToken);
        }

        public ValueTask FinishedAsync(Side from, CancellationToken cancellationToken) =>
            mutation.ApplyAsync(exchange, new Frame(from, default, null, null), cancellationToken);
    }
}
