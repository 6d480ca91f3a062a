using System.Globalization;
using System.Net.Sockets;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>Opens TCP sockets and says in the words of a report why one did not open.</summary>
internal static class TcpConnector
{
    public static async Task<Socket> ConnectAsync(
        string name, string host, int port, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var where = Where(host, port);
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, either.Token);
            if (Equals(socket.LocalEndPoint, socket.RemoteEndPoint))
            {
                // A free port of the ephemeral range can be given to the connecting end itself (RFC 9293, 3.5, simultaneous open).
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            return socket;
        }
        catch (OperationCanceledException cause) when (expiry.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SutUnavailableException($"{name}: {where} did not accept a connection within {Seconds(timeout)}", cause);
        }
        catch (SocketException cause)
        {
            socket.Dispose();
            throw new SutUnavailableException($"{name}: {Reason(cause, host, where)}", cause);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static string Where(string host, int port) =>
        host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}";

    public static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";

    private static string Reason(SocketException cause, string host, string where) => cause.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{where} refused the connection",
        SocketError.HostNotFound or SocketError.NoData => $"the name {host} has no address",
        SocketError.TryAgain => $"the name {host} could not be looked up at the moment",
        SocketError.TimedOut => $"{where} did not accept a connection before the system gave up",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"there is no route to {where}",
        _ => $"{where} could not be connected to ({cause.SocketErrorCode}: {cause.Message})",
    };
}
