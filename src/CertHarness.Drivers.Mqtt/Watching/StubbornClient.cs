using System.Threading.Channels;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>A client with a lasting session that comes back by itself whenever its connection ends, as devices do.</summary>
/// <param name="clients">The clients of the scenario.</param>
/// <param name="client">Who it is; its settings say how it introduces itself.</param>
/// <param name="route">How it reaches the broker.</param>
/// <param name="role">What it does there.</param>
internal sealed class StubbornClient(Clients clients, Client client, Route route, IWatchRole role) : IAsyncDisposable
{
    /// <summary>How soon it tries again: a client that waits long would be measured instead of the broker.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private int _connections;

    /// <summary>The role's name, which its connections begin with in the evidence.</summary>
    public string Name => client.Role;

    /// <summary>Begins to connect.</summary>
    public void Start() => _running = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        // What runs beside the scenario must not hold up the step that starts it.
        await Task.Yield();
        try
        {
            while (true)
            {
                await LiveAsync();
                await Task.Delay(RetryAfter, clients.Time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The watch is over.
        }
    }

    private async Task LiveAsync()
    {
        try
        {
            await using var connection = await clients.DialAsync($"{client.Role} ({++_connections})", route, _stop.Token);
            await TalkAsync(connection);
        }
        catch (Exception absent) when (absent is SutUnavailableException or ConnectionResetException)
        {
            // It is not there yet, or it ended in an odd way: the next attempt will tell.
        }
    }

    private async Task TalkAsync(IConnection connection)
    {
        var outgoing = Channel.CreateUnbounded<MqttPacket>(new UnboundedChannelOptions { SingleReader = true });
        // A broker that takes a connection and never says a word is left again.
        using var patience = new CancellationTokenSource(clients.Ixit.Timeout, clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        using var leaving = either.Token.Register(connection.Abort);
        outgoing.Writer.TryWrite(clients.Introduction(client));
        var writing = WriteAsync(connection, outgoing.Reader);
        var reader = new SessionReader(connection, client.Settings!.Version, new EventLog(), null, clients.Time);
        await reader.RunAsync(packet =>
        {
            if (packet is ConnAckPacket { ReasonCode: ReasonCode.Success } accepted)
            {
                patience.CancelAfter(Timeout.InfiniteTimeSpan);
                role.Entered(accepted, outgoing.Writer);
            }
            else
            {
                role.Received(packet, outgoing.Writer);
            }

            return Task.CompletedTask;
        });
        role.Left(_stop.IsCancellationRequested);
        outgoing.Writer.Complete();
        connection.Abort();
        await writing;
    }

    private async Task WriteAsync(IConnection connection, ChannelReader<MqttPacket> packets)
    {
        try
        {
            await foreach (var packet in packets.ReadAllAsync())
                await connection.WriteAsync(PacketEncoder.Encode(packet, client.Settings!.Version), CancellationToken.None);
        }
        catch (Exception end) when (end is ConnectionResetException or SutUnavailableException or ObjectDisposedException)
        {
            // The reader meets the same end.
        }
    }
}
