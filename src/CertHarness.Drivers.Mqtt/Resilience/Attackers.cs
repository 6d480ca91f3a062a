using System.Buffers;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Those in a scenario who mean harm, or do it. What becomes of themselves is not judged. One per scenario.</summary>
public sealed class Attackers : IAsyncDisposable
{
    /// <summary>How long a flood lasts at most: 10 s.</summary>
    internal static readonly TimeSpan LongestFlood = TimeSpan.FromSeconds(10);

    private const int Batch = 64 << 10;

    private readonly Clients _clients;
    private readonly Bystanders _bystanders;
    private readonly MeasurementLog _measurements;
    private readonly EvidenceRecorder _recorder;
    private readonly List<IConnection> _held = [];
    private (MalformedTraffic Traffic, int Seed, MalformedAttack Attack)? _malformed;

    internal Attackers(Clients clients, Bystanders bystanders, MeasurementLog measurements, EvidenceRecorder recorder) =>
        (_clients, _bystanders, _measurements, _recorder) = (clients, bystanders, measurements, recorder);

    /// <summary>Sends malformed packets, until all are sent or somebody else is harmed.</summary>
    /// <param name="seed">All randomness.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task SendMalformedAsync(int seed, int count, CancellationToken cancellationToken)
    {
        var traffic = new MalformedTraffic(seed, Names(null));
        return SendAsync(traffic, seed, Enumerable.Range(0, count), cancellationToken);
    }

    /// <summary>Sends malformed CONNECT packets in somebody else's name, those only that the broker does not accept from others.</summary>
    internal async Task SendMalformedConnectsAsync(int seed, string victim, int count, CancellationToken cancellationToken)
    {
        var name = _clients.Of(victim).ClientId;
        // As long as the victim's, so that numbers mean the same packets.
        var other = new MalformedTraffic(seed, Names(name[..^1] + (name[^1] == 'x' ? 'y' : 'x')));
        var connects = Enumerable.Range(0, other.Singles)
            .Where(n => other[n] is { Introduction.IsEmpty: true, Packet: "CONNECT" } connect && connect.Nature() == Nature.Malformed).Take(count).ToList();
        var trial = new MalformedAttack(_clients, other, connects, () => true);
        await trial.RunAsync(cancellationToken);
        await SendAsync(new MalformedTraffic(seed, Names(name)), seed, connects.Except(trial.Accepted), cancellationToken);
    }

    /// <summary>What is known of who may have harmed the bystanders, or null; the packets go into the evidence.</summary>
    internal string? Suspicion()
    {
        if (_malformed is not { } malformed || _bystanders.TroubleSince is not { } trouble)
            return null;

        var suspects = malformed.Attack.Log.UnderWay(trouble, _clients.Waiting);
        _recorder.Keep("suspects", malformed.Attack.Log.Describe(malformed.Traffic, malformed.Seed, suspects));
        return suspects is [var first, ..]
            ? $"of the malformed packets with the seed {malformed.Seed} then these were under way: {string.Join(", ", suspects)}; the first is {malformed.Traffic[first]}"
            : $"none of the {malformed.Attack.Log.Count} malformed packets with the seed {malformed.Seed} was under way then";
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
                await using var connection = await EnterAsync($"storm{number}", cancellationToken);
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
        var connection = await EnterAsync(role, cancellationToken)
            ?? throw new ExpectationNotMetException("CONNACK with code 0x00", $"{role} was not let in", null);
        _held.Add(connection);
        var subscribe = new SubscribePacket { PacketId = 1, Subscriptions = [new TopicSubscription(_clients.Names.Topic(filter))] };
        await connection.WriteAsync(PacketEncoder.Encode(subscribe, MqttVersion.V311), cancellationToken);
        await ReadAsync(connection, 5, cancellationToken);
    }

    /// <summary>A client sends messages at QoS 0 as fast as the broker takes them, for no longer than 10 s.</summary>
    /// <param name="role">The client.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="message">The message with a number, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task FloodAsync(string role, int count, Func<int, PublishPacket> message, CancellationToken cancellationToken)
    {
        var began = _clients.Waiting.Now;
        var sent = 0;
        using var expiry = new CancellationTokenSource(LongestFlood, _clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            await using var connection = await EnterAsync(role, cancellationToken);
            while (connection is not null && sent < count && _bystanders.AreServed)
            {
                var batch = new ArrayBufferWriter<byte>();
                for (; sent < count && batch.WrittenCount < Batch; sent++)
                    PacketEncoder.Encode(message(sent), MqttVersion.V311, batch);
                await connection.WriteAsync(batch.WrittenMemory, either.Token);
            }

            if (connection is not null)
            {
                await connection.WriteAsync(PacketEncoder.Encode(new PingReqPacket(), MqttVersion.V311), either.Token);
                await ReadAsync(connection, 2, either.Token);
            }
        }
        catch (Exception end) when (end is SutUnavailableException or ConnectionResetException || (end is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // To slow down a flood or to cut it off is right.
        }

        _measurements.Record("flood-messages", sent, "messages");
        _measurements.Record("flood-duration", _clients.Waiting.Since(began).TotalSeconds, "s");
    }

    /// <summary>A client asks for very many subscriptions, with wildcards, a hundred in a packet.</summary>
    internal async Task SubscribeManyAsync(string role, int count, CancellationToken cancellationToken)
    {
        const int InPacket = 100;
        if (await EnterAsync(role, cancellationToken) is not { } connection)
            return;

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
                await ReadAsync(connection, 4 + subscribe.Subscriptions.Count, cancellationToken);
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
                    await connection.WriteAsync(Connect($"silent{number}").AsMemory(0, 7), cancellationToken);
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
                var connection = await EnterAsync("edge" + _held.Count, cancellationToken);
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

    private async Task SendAsync(MalformedTraffic traffic, int seed, IEnumerable<int> numbers, CancellationToken cancellationToken)
    {
        var attack = new MalformedAttack(_clients, traffic, numbers, () => _bystanders.AreServed);
        _malformed = (traffic, seed, attack);
        var began = _clients.Waiting.Now;
        await attack.RunAsync(cancellationToken);
        _recorder.Keep("malformed-packets", attack.Log.Describe(traffic, seed, []));
        _measurements.Record("malformed-packets", attack.Log.Count, "packets");
        _measurements.Record("malformed-duration", _clients.Waiting.Since(began).TotalSeconds, "s");
    }

    /// <summary>Opens a connection on which a client is let in; null where it is not.</summary>
    private async Task<IConnection?> EnterAsync(string role, CancellationToken cancellationToken)
    {
        var connection = await _clients.DialPassingAsync(role, _clients.Routes.Main, cancellationToken);
        try
        {
            await connection.WriteAsync(Connect(role), cancellationToken);
            if (await ReadAsync(connection, 4, cancellationToken) is [0x20, _, _, 0])
                return connection;
        }
        catch (ConnectionResetException)
        {
            // It was turned away.
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    private byte[] Connect(string role)
    {
        var client = new Client(role, _clients.Names.ClientId(role)) { Settings = new ConnectSettings { Version = MqttVersion.V311 } };
        return PacketEncoder.Encode(_clients.Introduction(client), MqttVersion.V311);
    }

    /// <summary>Reads so many bytes, or fewer where the connection ends or nothing comes within the timeout.</summary>
    private async Task<byte[]> ReadAsync(IConnection connection, int count, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(_clients.Waiting.Timeout, _clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var bytes = new byte[count];
        var filled = 0;
        try
        {
            while (filled < count && await connection.ReadAsync(bytes.AsMemory(filled), either.Token) is > 0 and var length)
                filled += length;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Who is not answered is not let in.
        }

        return bytes[..filled];
    }

    private AttackNames Names(string? victim)
    {
        var login = _clients.LoginOf(_clients.Of("attacker"));
        return new AttackNames(_clients.Names.ClientId("x"), _clients.Names.Topic("attack"), login.Username, login.Password, victim);
    }
}
