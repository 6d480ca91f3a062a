using System.Buffers;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Those in a scenario who come in crowds, ask for too much or stop reading. What becomes of themselves is not judged. One per scenario.</summary>
public sealed class Attackers : IAsyncDisposable
{
    /// <summary>How long a flood lasts at most: 10 s.</summary>
    internal static readonly TimeSpan LongestFlood = TimeSpan.FromSeconds(10);

    /// <summary>A broker that has taken nothing for so long takes nothing more.</summary>
    private static readonly TimeSpan Standing = TimeSpan.FromSeconds(2);

    private const int Batch = 64 << 10;

    private readonly Clients _clients;
    private readonly Bystanders _bystanders;
    private readonly MeasurementLog _measurements;
    private readonly Entrance _entrance;
    private readonly List<IConnection> _held = [];

    internal Attackers(Clients clients, Bystanders bystanders, MeasurementLog measurements)
    {
        (_clients, _bystanders, _measurements) = (clients, bystanders, measurements);
        _entrance = new Entrance(clients);
    }

    /// <summary>Very many clients connect, a number of them at the same time, and vanish once they are let in.</summary>
    internal async Task StormAsync(int count, int atOnce, CancellationToken cancellationToken)
    {
        var next = 0;
        var accepted = 0;
        var began = _clients.Waiting.Now;
        async Task ComeAndGoAsync()
        {
            while (Interlocked.Increment(ref next) is var number && number <= count && _bystanders.AreServed)
                accepted += await TryAsync(number) ? 1 : 0;
        }

        async Task<bool> TryAsync(int number)
        {
            try
            {
                await using var connection = await _entrance.EnterAsync($"storm{number}", cancellationToken);
                connection?.Abort();
                return connection is not null;
            }
            catch (SutUnavailableException)
            {
                // A broker may turn away whom it has no room for.
                return false;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => ComeAndGoAsync()));
        _measurements.Record("storm-accepted", accepted, "clients");
        _measurements.Record("storm-duration", _clients.Waiting.Since(began).TotalSeconds, "s");
    }

    /// <summary>A client subscribes and reads nothing that comes after the broker's answer.</summary>
    internal async Task SubscribeAndStopReadingAsync(string role, string filter, CancellationToken cancellationToken)
    {
        var connection = await _entrance.EnterAsync(role, cancellationToken)
            ?? throw new ExpectationNotMetException("CONNACK with code 0x00", $"{role} was not let in", null);
        _held.Add(connection);
        var subscribe = new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription(_clients.Names.Topic(filter))] };
        await connection.WriteAsync(PacketEncoder.Encode(subscribe, MqttVersion.V311), cancellationToken);
        await _entrance.ReadAsync(connection, 5, cancellationToken);
    }

    /// <summary>A client sends messages at QoS 0 as fast as the broker takes them, for no longer than 10 s.</summary>
    /// <param name="role">The client.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="message">The message with a number, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">The client was not let in.</exception>
    internal async Task<Flood> FloodAsync(string role, int count, Func<int, PublishPacket> message, CancellationToken cancellationToken)
    {
        var began = _clients.Waiting.Now;
        var moved = began;
        var sent = 0;
        var end = FloodEnd.Unfinished;
        using var expiry = new CancellationTokenSource(LongestFlood, _clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        await using var connection = await EnterAsync(role, cancellationToken);
        try
        {
            while (sent < count && _bystanders.AreServed)
            {
                var batch = new ArrayBufferWriter<byte>();
                var next = sent;
                for (; next < count && batch.WrittenCount < Batch; next++)
                    PacketEncoder.Encode(message(next), MqttVersion.V311, batch);
                await connection.WriteAsync(batch.WrittenMemory, either.Token);
                (sent, moved) = (next, _clients.Waiting.Now);
            }

            await connection.WriteAsync(PacketEncoder.Encode(new PingReqPacket(), MqttVersion.V311), either.Token);
            if (await _entrance.ReadAsync(connection, 2, either.Token) is { Length: 2 })
                end = FloodEnd.Taken;
        }
        catch (Exception refusal) when (refusal is SutUnavailableException or ConnectionResetException)
        {
            // To cut a flood off is right.
            end = FloodEnd.Refused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // To slow it down is right too.
            end = _clients.Waiting.Since(moved) > Standing ? FloodEnd.Refused : FloodEnd.Unfinished;
        }

        return new Flood(sent, end, _clients.Waiting.Since(began));
    }

    /// <summary>A client asks for very many subscriptions, with wildcards, a hundred in a packet.</summary>
    /// <exception cref="SutUnavailableException">The client was not let in.</exception>
    internal async Task SubscribeManyAsync(string role, int count, CancellationToken cancellationToken)
    {
        const int InPacket = 100;
        var connection = await EnterAsync(role, cancellationToken);
        _held.Add(connection);
        try
        {
            for (var first = 0; first < count && _bystanders.AreServed; first += InPacket)
            {
                var filters = Enumerable.Range(first, Math.Min(InPacket, count - first)).Select(n => (n % 3) switch
                {
                    0 => $"+/{n}/#",
                    1 => $"{role}/+/{n}",
                    _ => $"{role}/{n}",
                });
                var subscribe = new SubscribePacket
                {
                    PacketId = (ushort)(1 + (first / InPacket)),
                    Subscriptions = [.. filters.Select(f => new TopicSubscription(_clients.Names.Topic(f)))],
                };
                await connection.WriteAsync(PacketEncoder.Encode(subscribe, MqttVersion.V311), cancellationToken);
                await _entrance.ReadAsync(connection, 4 + subscribe.Subscriptions.Count, cancellationToken);
            }
        }
        catch (Exception end) when (end is SutUnavailableException or ConnectionResetException)
        {
            // To cut off who asks for too much is right.
        }
    }

    /// <summary>Connections are opened on which nobody introduces itself: half of them stay silent, half begin to.</summary>
    internal async Task OpenSilentAsync(int count, CancellationToken cancellationToken)
    {
        for (var number = 0; number < count; number++)
        {
            try
            {
                var connection = await _clients.DialPassingAsync($"silent {number}", _clients.Routes.Main, cancellationToken);
                _held.Add(connection);
                if (number % 2 == 1)
                    await connection.WriteAsync(_entrance.Connect($"silent{number}").AsMemory(0, 7), cancellationToken);
            }
            catch (Exception end) when (end is SutUnavailableException or ConnectionResetException)
            {
                // A broker may turn away whom it has no room for.
            }
        }
    }

    /// <summary>Clients go as far as the protocol can express, each on a connection of its own that stays open as long as the broker likes.</summary>
    internal async Task GoToTheEdgeAsync(int payload, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(LongestFlood, _clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        foreach (var packet in Edges.Of(_clients.Names.Topic("edge"), payload))
        {
            if (!_bystanders.AreServed)
                return;

            try
            {
                var connection = await _entrance.EnterAsync("edge" + _held.Count, cancellationToken);
                if (connection is null)
                    continue;

                _held.Add(connection);
                await connection.WriteAsync(packet, either.Token);
            }
            catch (Exception end) when (end is SutUnavailableException or ConnectionResetException || (end is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // To cut off who goes too far is right.
            }
        }
    }

    /// <summary>A client's connections break while it introduces itself, once after each byte of its CONNECT.</summary>
    internal async Task BreakOffConnectsAsync(string role, CancellationToken cancellationToken)
    {
        var client = _clients.Of(role);
        client.Settings ??= new ConnectSettings { Version = MqttVersion.V311 };
        var connect = PacketEncoder.Encode(_clients.Introduction(client), client.Settings.Version);
        for (var length = 1; length <= connect.Length; length++)
        {
            await using var connection = await _clients.DialPassingAsync($"{role} broken off", _clients.Routes.Main, cancellationToken);
            await connection.WriteAsync(connect.AsMemory(0, length), cancellationToken);
            if (length == connect.Length)
                await AwaitAnswerAsync(connection, cancellationToken);
            connection.Abort();
        }
    }

    /// <summary>Closes what is still open.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _held)
        {
            connection.Abort();
            await connection.DisposeAsync();
        }
    }

    /// <summary>Who is not let in attacks nobody, which proves nothing.</summary>
    private async Task<IConnection> EnterAsync(string role, CancellationToken cancellationToken) =>
        await _entrance.EnterAsync(role, cancellationToken) ?? throw new SutUnavailableException($"{role} was not let in");

    /// <summary>A whole CONNECT that the broker reads late, behind the client's next one, would rightly take over the session of that.</summary>
    private async Task AwaitAnswerAsync(IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await _entrance.ReadAsync(connection, 1, cancellationToken);
        }
        catch (ConnectionResetException)
        {
            // An answer too; whether clients are let in is seen afterwards.
        }
    }
}
