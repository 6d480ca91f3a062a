using System.Buffers;
using System.IO.Pipelines;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.ReferenceCity.Mqtt.Connecting;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>Reads from and writes to one client.</summary>
internal sealed class ConnectionLoop : IDisposable
{
    // These spans bound the clean-up of a socket and nothing of the protocol; they pass even where a test holds the clock still.
    private static readonly TimeSpan WriteOutTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly ClientStream _client;
    private readonly Broker _broker;
    private readonly PacketDecoder _decoder;
    private readonly OutgoingQueue _output;
    private readonly CancellationTokenSource _stopReading = new();

    /// <summary>Called with the broker's gate held; from now on the client has the time to send its CONNECT.</summary>
    public ConnectionLoop(ClientStream client, Broker broker)
    {
        _client = client;
        _broker = broker;
        _decoder = new(PacketReceiver.Server, broker.Options.MaximumPacketSize);
        _output = new(broker.Options.OutputLimit, Continue);
        Connection = new(_output, StopReading);
        Connection.Silence = broker.Clock.After(broker.Options.ConnectTimeout, Connection.Close);
    }

    public Connection Connection { get; }

    /// <summary>Serves the client until either side closes.</summary>
    /// <param name="shutdown">The broker stops: what was sent still goes out, but nobody waits for the client to close.</param>
    public async Task RunAsync(CancellationToken shutdown)
    {
        await Task.Yield();
        using var stopWriting = new CancellationTokenSource();
        var writing = WriteAsync(stopWriting.Token);
        try
        {
            await ReadAsync();
        }
        finally
        {
            End();
        }

        stopWriting.CancelAfter(WriteOutTime);
        await writing;
        await LingerAsync(shutdown);
    }

    /// <summary>Frees the socket. Called when <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _stopReading.Dispose();
        _output.Dispose();
    }

    // Not at once: what waits for the token would go on with the broker's gate held.
    private void StopReading() => _ = _stopReading.CancelAsync();

    /// <summary>The client has caught up: what had to wait for that is sent.</summary>
    private void Continue()
    {
        lock (_broker.Gate)
            Connection.Session?.Outgoing.Continue(Connection);
    }

    private void End()
    {
        lock (_broker.Gate)
        {
            _broker.Ending.Handle(Connection);
            Connection.Close();
        }
    }

    private async Task ReadAsync()
    {
        var input = PipeReader.Create(_client.Stream, new(leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(_stopReading.Token);
                if (_broker.Sluggishness > TimeSpan.Zero)
                    await Task.Delay(_broker.Sluggishness, _broker.Clock.Time, _stopReading.Token);
                var buffer = read.Buffer;
                while (TryHandleNext(ref buffer))
                    await _output.WaitForRoomAsync(_stopReading.Token);
                input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client vanished, or the broker has closed the connection: both end the reading and nothing else.
        }
        finally
        {
            await input.CompleteAsync();
        }
    }

    private bool TryHandleNext(ref ReadOnlySequence<byte> buffer)
    {
        lock (_broker.Gate)
        {
            // After a refused CONNECT, a DISCONNECT or a takeover nothing is processed (MQTT5-3.1.4-6).
            if (Connection.IsClosed)
                return false;
            try
            {
                if (!_decoder.TryDecode(ref buffer, Connection.Version, out var packet))
                    return false;
                _broker.Dispatcher.Handle(Connection, packet);
                return true;
            }
            catch (MalformedPacketException e) when (Connection.Session is null)
            {
                ConnectRefusals.RefuseMalformed(Connection, e);
            }
            catch (MalformedPacketException e)
            {
                _broker.Ending.Break(Connection, e.ReasonCode, e.Message);
            }
            catch (ProtocolErrorException e)
            {
                _broker.Ending.Break(Connection, e.ReasonCode, e.Message);
            }

            return false;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _output.WriteToAsync(_client.Stream, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client vanished or reads nothing any more; the reader must learn of it.
            End();
        }
    }

    private async Task LingerAsync(CancellationToken shutdown)
    {
        using var enough = new CancellationTokenSource(LingerTime, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, shutdown);
        await _client.LingerAsync(either.Token);
    }
}
