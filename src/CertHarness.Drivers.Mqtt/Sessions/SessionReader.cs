using System.Buffers;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Reads a connection to its end and logs what arrives, in bounded memory whatever the peer sends.</summary>
internal sealed class SessionReader(
    IConnection connection, MqttVersion version, EventLog events, IPacketWatch? watch, TimeProvider time,
    PacketReceiver receiver = PacketReceiver.Client)
{
    /// <summary>More packets than any scenario provokes.</summary>
    public const int MostPackets = 10_000;

    /// <summary>More bytes than any scenario provokes: 4 MiB, which a hundred scenarios at once can hold.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>How much may follow a malformed packet before the end of the connection is no longer waited for: 1 MiB.</summary>
    private const int MostAfterMalformed = 1 << 20;

    private const int MostOfBeginning = 64;

    private readonly PacketDecoder _decoder = new(receiver, MostBytes);
    private MqttVersion _version = version;
    private byte[] _buffer = new byte[16 << 10];
    private int _filled;
    private int _packets;
    private long _bytes;
    private bool _malformed;
    private byte[] _beginning = [];

    /// <summary>The first bytes that arrived, at most 64: they tell what a peer is that does not speak MQTT.</summary>
    public ReadOnlyMemory<byte> Beginning => _beginning;

    /// <summary>Reads until the connection ends, on whichever side.</summary>
    /// <param name="received">Is told of every packet after it was logged.</param>
    public async Task RunAsync(Func<MqttPacket, Task> received)
    {
        try
        {
            while (await ReadAsync())
            {
                foreach (var packet in Decode())
                {
                    await received(packet);
                }

                if (Excess() is { } reason)
                {
                    events.Add(new ConnectionGivenUp(reason, time.GetTimestamp(), Where()));
                    connection.Abort();
                    return;
                }
            }

            events.Add(new ConnectionClosed(false, time.GetTimestamp(), Where()));
        }
        catch (ConnectionResetException)
        {
            events.Add(new ConnectionClosed(true, time.GetTimestamp(), Where()));
        }
        catch (SutUnavailableException failure)
        {
            events.Add(new ConnectionGivenUp(failure.Message, time.GetTimestamp(), Where()));
        }
        catch (ObjectDisposedException)
        {
            // The harness ended the connection; it knows.
        }
    }

    private async Task<bool> ReadAsync()
    {
        if (_malformed)
        {
            _filled = 0;
        }
        else if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var length = await connection.ReadAsync(_buffer.AsMemory(_filled), CancellationToken.None);
        if (_beginning.Length < MostOfBeginning)
        {
            _beginning = [.. _beginning, .. _buffer.AsSpan(_filled, Math.Min(length, MostOfBeginning - _beginning.Length))];
        }

        _filled += length;
        _bytes += length;
        return length > 0;
    }

    private List<MqttPacket> Decode()
    {
        var packets = new List<MqttPacket>();
        var rest = new ReadOnlySequence<byte>(_buffer, 0, _filled);
        while (!_malformed && TryDecode(ref rest, out var packet))
        {
            packets.Add(packet);
        }

        rest.CopyTo(_buffer);
        _filled = (int)rest.Length;
        return packets;
    }

    private bool TryDecode(ref ReadOnlySequence<byte> rest, out MqttPacket packet)
    {
        packet = new PingRespPacket();
        var before = rest.Length;
        try
        {
            if (!_decoder.TryDecode(ref rest, _version, out var decoded))
            {
                return false;
            }

            packet = decoded;
            _version = decoded is ConnectPacket { ProtocolLevel: { } level } ? (MqttVersion)level : _version;
            _packets++;
            var length = (int)(before - rest.Length);
            watch?.Received(decoded, _buffer.AsSpan(_filled - (int)before, length), Where());
            events.Add(new PacketArrived(decoded, length, time.GetTimestamp(), Where()));
            return true;
        }
        catch (MalformedPacketException fault)
        {
            _malformed = true;
            _bytes = 0;
            watch?.Received(fault, Where());
            events.Add(new MalformedArrived(fault, time.GetTimestamp(), Where()));
            return false;
        }
    }

    private string? Excess()
    {
        if (_packets > MostPackets)
        {
            return $"the {Peer} sent more than {MostPackets} packets; the connection was given up";
        }

        var most = _malformed ? MostAfterMalformed : MostBytes;
        return _bytes > most ? $"the {Peer} sent more than {most >> 20} MiB; the connection was given up" : null;
    }

    private string Peer => receiver == PacketReceiver.Client ? "broker" : "device";

    private string? Where() => connection.LastReceived?.ToString();
}
