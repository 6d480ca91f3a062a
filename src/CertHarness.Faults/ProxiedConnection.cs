using System.Net.Sockets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults;

/// <summary>One connection through the proxy: two sockets, and a pump for each direction.</summary>
internal sealed class ProxiedConnection : IProxiedConnection, IDisposable
{
    private const int BufferSize = 16 << 10;

    private readonly End _harness;
    private readonly End _sut;

    public ProxiedConnection(Socket harness, Socket sut)
    {
        harness.NoDelay = sut.NoDelay = true;
        _harness = new End(harness);
        _sut = new End(sut);
    }

    /// <summary>Passes bytes both ways until both sides have finished, or one has reset the connection.</summary>
    public async Task RunAsync(IMutation mutation, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var connection = mutation.Begin(this);
        await Task.WhenAll(
            PumpAsync(connection, Side.Harness, ended), PumpAsync(connection, Side.Sut, ended));
    }

    public async ValueTask SendAsync(Side to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var end = EndOf(to);
        await end.Writing.WaitAsync(cancellationToken);
        try
        {
            while (!bytes.IsEmpty && !end.Finished)
                bytes = bytes[await end.Socket.SendAsync(bytes, cancellationToken)..];
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Its own pump meets the same end.
        }
        finally
        {
            end.Writing.Release();
        }
    }

    public void Finish(Side to)
    {
        var end = EndOf(to);
        end.Finished = true;
        try
        {
            end.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has gone away already.
        }
    }

    public void Dispose()
    {
        _harness.Dispose();
        _sut.Dispose();
    }

    private async Task PumpAsync(IConnectionMutation mutation, Side from, CancellationTokenSource ended)
    {
        var buffer = new byte[BufferSize];
        try
        {
            while (await EndOf(from).Socket.ReceiveAsync(buffer, ended.Token) is > 0 and var length)
                await mutation.ArrivedAsync(from, buffer.AsMemory(0, length), ended.Token);

            await mutation.FinishedAsync(from, ended.Token);
        }
        catch (SocketException)
        {
            Reset(Other(from));
            await ended.CancelAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The other pump met a reset, or the proxy stops.
        }
        catch
        {
            // The mutation is at fault: the connection ends, and whoever disposes of the proxy learns why.
            await ended.CancelAsync();
            throw;
        }
    }

    private void Reset(Side side) => EndOf(side).Socket.LingerState = new LingerOption(true, 0);

    private End EndOf(Side side) => side == Side.Harness ? _harness : _sut;

    private static Side Other(Side side) => side == Side.Harness ? Side.Sut : Side.Harness;

    private sealed class End(Socket socket) : IDisposable
    {
        public Socket Socket { get; } = socket;

        public SemaphoreSlim Writing { get; } = new(1);

        public bool Finished { get; set; }

        public void Dispose() => Writing.Dispose();
    }
}
