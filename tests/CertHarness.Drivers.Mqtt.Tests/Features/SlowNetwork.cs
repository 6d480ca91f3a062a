using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace CertHarness.Drivers.Mqtt.Tests.Features;

/// <summary>
/// A relay before a broker that holds back whatever passes, each chunk for a time of its own, and keeps the order within a
/// connection and a direction, as a slow network or a busy machine does. Ends and resets are held back too, but resets do not stall:
/// nothing answers them, so the IXIT's timeout has to hold for what they cause.
/// </summary>
internal sealed class SlowNetwork : IAsyncDisposable
{
    private const int ChunkLength = 4096;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _broker;
    private readonly Slowness _slowness;
    private readonly TimeProvider _time;
    private readonly Task _serving;

    public SlowNetwork(Uri broker, Slowness slowness, TimeProvider time)
    {
        _broker = broker;
        _slowness = slowness;
        _time = time;
        _listener.Start(backlog: 1000);
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"mqtt://{_listener.LocalEndpoint}");

    /// <summary>How many connections passed so far.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptSocketAsync(_stop.Token), _slowness.Seed + (2 * Connections++)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(Socket client, int seed)
    {
        using var broker = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            try
            {
                await broker.ConnectAsync(_broker.DnsSafeHost, _broker.Port, _stop.Token);
                client.NoDelay = broker.NoDelay = true;
                await Task.WhenAll(CarryAsync(client, broker, seed), CarryAsync(broker, client, seed + 1));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One side hung up for good or the test is over; leaving closes both.
            }
        }
    }

    private async Task CarryAsync(Socket from, Socket to, int seed)
    {
        var held = Channel.CreateUnbounded<(byte[] Bytes, bool Reset, long Since, TimeSpan Delay)>();
        await Task.WhenAll(TakeAsync(from, held.Writer, new Random(seed)), GiveAsync(to, held.Reader));
    }

    private async Task TakeAsync(Socket from, ChannelWriter<(byte[] Bytes, bool Reset, long Since, TimeSpan Delay)> held, Random random)
    {
        var buffer = new byte[ChunkLength];
        for (var length = 1; length > 0;)
        {
            var reset = false;
            try
            {
                length = await from.ReceiveAsync(buffer, _stop.Token);
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                (length, reset) = (0, true);
            }

            held.TryWrite((buffer[..length], reset, _time.GetTimestamp(), _slowness.Next(random, mayStall: !reset)));
        }

        held.Complete();
    }

    private async Task GiveAsync(Socket to, ChannelReader<(byte[] Bytes, bool Reset, long Since, TimeSpan Delay)> held)
    {
        await foreach (var (bytes, reset, since, delay) in held.ReadAllAsync(_stop.Token))
        {
            var left = delay - _time.GetElapsedTime(since);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, _time, _stop.Token);
            }

            if (reset)
            {
                to.Close(timeout: 0);
            }
            else if (bytes.Length == 0)
            {
                to.Shutdown(SocketShutdown.Send);
            }
            else
            {
                await to.SendAsync(bytes, _stop.Token);
            }
        }
    }
}

/// <summary>How slow a network is.</summary>
/// <param name="Longest">The longest that a chunk is usually held back.</param>
/// <param name="Stall">How long a chunk, and with it all that follow, is held back when the connection stalls.</param>
/// <param name="Stalls">Which part of the chunks stalls, from 0 to 1.</param>
/// <param name="Seed">The seed of all randomness.</param>
internal sealed record Slowness(TimeSpan Longest, TimeSpan Stall, double Stalls, int Seed)
{
    /// <summary>How long the next chunk is held back.</summary>
    public TimeSpan Next(Random random, bool mayStall) =>
        (Longest * random.NextDouble()) + (random.NextDouble() < Stalls && mayStall ? Stall : TimeSpan.Zero);
}
