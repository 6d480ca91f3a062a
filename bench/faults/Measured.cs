using System.Net.Sockets;

namespace CertHarness.FaultsBench;

/// <summary>Measures one path to the peer.</summary>
internal static class Measured
{
    /// <summary>From the first byte sent until the peer has answered the last one.</summary>
    /// <param name="to">Where the path begins.</param>
    /// <param name="size">The bytes of one write.</param>
    /// <param name="count">The number of writes.</param>
    public static async Task<double> MegabytesPerSecondAsync(Uri to, int size, int count)
    {
        using var socket = await ConnectAsync(to);
        var chunk = new byte[size];
        var begun = TimeProvider.System.GetTimestamp();
        for (var sent = 0; sent < count; sent++)
            await SendAllAsync(socket, chunk);

        await SendAllAsync(socket, new byte[] { 1 });
        await socket.ReceiveAsync(chunk);
        return size * (double)count / 1e6 / TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Microseconds from sending 64 bytes until their answer, on average.</summary>
    public static async Task<double> RoundTripAsync(Uri to, int count)
    {
        using var socket = await ConnectAsync(to);
        var message = new byte[64];
        message[^1] = 1;
        var answer = new byte[1];
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            await SendAllAsync(socket, message);
            await socket.ReceiveAsync(answer);
        }

        return TimeProvider.System.GetElapsedTime(begun).TotalMicroseconds / count;
    }

    private static async Task<Socket> ConnectAsync(Uri to)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.Host, to.Port);
        return socket;
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
