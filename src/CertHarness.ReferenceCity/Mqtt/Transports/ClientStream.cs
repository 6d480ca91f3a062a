using System.Net.Security;
using System.Net.Sockets;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>The bytes from and to one client, whatever lies between them and the socket.</summary>
internal sealed class ClientStream(Socket socket, Stream stream) : IDisposable
{
    public Stream Stream => stream;

    /// <summary>
    /// Closes the sending side and reads on until the client closes too. To close at once while bytes of the client are unread would
    /// reset the connection and could take away the CONNACK or DISCONNECT that tells the client why.
    /// </summary>
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SayGoodbyeAsync(cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            var rest = new byte[4096];
            while (await socket.ReceiveAsync(rest, cancellationToken) > 0)
            {
                // What comes after the end is not looked at.
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            // Closed by the client already, or not in time.
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        if (stream is WebSocketStream { Below: var below } webSocket)
        {
            await webSocket.CloseAsync(cancellationToken);
            if (below is SslStream beneath)
                await beneath.ShutdownAsync();
        }
        else if (stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }
    }
}
