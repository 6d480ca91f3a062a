using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Load;

namespace CertHarness.Drivers.Mqtt.Tests;

/// <summary>What an <see cref="CertHarness.Testing.OddServer"/> does that knows a little MQTT.</summary>
internal static class OddBroker
{
    /// <summary>A server that cuts what arrives into packets and answers each.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Answering(Func<byte[], byte[]> answer) => async (stream, stop) =>
    {
        var held = new List<byte>();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stop) is > 0 and var count)
        {
            held.AddRange(buffer[..count]);
            var answers = Cut(held).SelectMany(answer).ToArray();
            if (answers.Length > 0)
                await stream.WriteAsync(answers, stop);
        }
    };

    /// <summary>An MQTT 3.1.1 server for one subscriber: what others publish at QoS 0 goes there altered.</summary>
    public static Func<NetworkStream, CancellationToken, Task> Echoing(Func<byte[], byte[]> payload)
    {
        NetworkStream? subscriber = null;
        var gate = new Lock();
        return async (stream, stop) => await Answering(packet =>
        {
            switch (packet[0] >> 4)
            {
                case 1:
                    return [0x20, 2, 0, 0];
                case 8:
                    subscriber = stream;
                    return [0x90, 3, packet[2], packet[3], 2];
                case 3:
                    var topic = 4 + packet[3];
                    byte[] altered = [.. packet[2..topic], .. payload(packet[topic..])];
                    lock (gate)
                        subscriber!.Write([0x30, (byte)altered.Length, .. altered]);
                    return [];
                default:
                    return [];
            }
        })(stream, stop);
    }

    private static List<byte[]> Cut(List<byte> held)
    {
        var packets = new List<byte[]>();
        ReadOnlySpan<byte> rest = held.ToArray();
        while (PacketCutter.Cut(ref rest, 1 << 20, out var packet) == CutResult.Packet)
            packets.Add(packet.ToArray());
        held.RemoveRange(0, held.Count - rest.Length);
        return packets;
    }
}
