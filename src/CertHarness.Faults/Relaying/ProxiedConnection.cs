using System.Net.Sockets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults.Relaying;

/// <summary>One connection through the proxy: two sockets, and a way to each of them.</summary>
internal sealed class ProxiedConnection : IProxiedConnection, IDisposable
{
    /// <summary>Most connections never send more at once; for those that do the buffer grows.</summary>
    private const int SmallBuffer = 4 << 10;

    private const int LargeBuffer = 256 << 10;

    private const int Growth = 4;

    private readonly int _number;
    private readonly Clock _clock;
    private readonly Socket _harness;
    private readonly Socket _sut;
    private readonly Lock _gate = new();
    private readonly Way _toHarness;
    private readonly Way _toSut;

    /// <param name="number">How many connections came before it; its randomness follows from that.</param>
    /// <param name="harness">The harness's end.</param>
    /// <param name="sut">The SUT's end.</param>
    /// <param name="clock">The time.</param>
    public ProxiedConnection(int number, Socket harness, Socket sut, Clock clock)
    {
        harness.NoDelay = sut.NoDelay = true;
        (_number, _harness, _sut, _clock) = (number, harness, sut, clock);
        _toHarness = new Way(harness, clock, _gate, () => _toSut!.End(Ending.Finish));
        _toSut = new Way(sut, clock, _gate, () => _toHarness.End(Ending.Finish));
    }

    public static Side Other(Side side) => side == Side.Harness ? Side.Sut : Side.Harness;

    /// <summary>Passes bytes both ways until both sides have finished and all has arrived, or one has reset the connection.</summary>
    public async Task RunAsync(IMutation mutation, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var abandoning = ended.Token.Register(Abandon);
        var connection = mutation.Begin(this);
        try
        {
            await Task.WhenAll(PumpAsync(connection, Side.Harness, ended), PumpAsync(connection, Side.Sut, ended));
            await Task.WhenAll(_toHarness.EmptyAsync(), _toSut.EmptyAsync());
        }
        finally
        {
            Abandon();
            await Task.WhenAll(_toHarness.EmptyAsync(), _toSut.EmptyAsync());
        }
    }

    public ValueTask SendAsync(Side to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        WayTo(to).SendAsync(bytes, cancellationToken);

    public void Finish(Side to) => WayTo(to).End(Ending.Finish);

    /// <summary>Lays a fault on those ways where it belongs.</summary>
    public void Add(Injection injection)
    {
        var now = _clock.Now;
        lock (_gate)
        {
            // On both before it acts on either: a reset of one side ends the other one's way, where the reset has to come first.
            foreach (var to in (ReadOnlySpan<Side>)[Side.Sut, Side.Harness])
            {
                if (injection.Begin(_number, to, now) is { } strategy)
                    WayTo(to).Lay(injection, strategy);
            }
        }

        _toSut.Move();
        _toHarness.Move();
    }

    /// <summary>Takes a fault off.</summary>
    public void Remove(Injection injection)
    {
        _toSut.Remove(injection);
        _toHarness.Remove(injection);
    }

    /// <summary>Resets both sides at once.</summary>
    public void Cut()
    {
        _toSut.Reset();
        _toHarness.Reset();
    }

    public void Dispose()
    {
        _toHarness.Dispose();
        _toSut.Dispose();
    }

    private void Abandon()
    {
        _toHarness.Abandon();
        _toSut.Abandon();
    }

    private async Task PumpAsync(IConnectionMutation mutation, Side from, CancellationTokenSource ended)
    {
        var socket = from == Side.Harness ? _harness : _sut;
        var buffer = new byte[SmallBuffer];
        try
        {
            while (await socket.ReceiveAsync(buffer, ended.Token) is > 0 and var length)
            {
                await mutation.ArrivedAsync(from, buffer.AsMemory(0, length), ended.Token);
                if (length == buffer.Length && length < LargeBuffer)
                    buffer = new byte[Growth * length];
            }

            await mutation.FinishedAsync(from, ended.Token);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            WayTo(from).Abandon();
            WayTo(Other(from)).End(Ending.Reset);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The proxy stops, or the mutation failed on the other way.
        }
        catch
        {
            // The mutation is at fault: the connection ends, and whoever disposes of the proxy learns why.
            await ended.CancelAsync();
            throw;
        }
    }

    private Way WayTo(Side side) => side == Side.Harness ? _toHarness : _toSut;
}
