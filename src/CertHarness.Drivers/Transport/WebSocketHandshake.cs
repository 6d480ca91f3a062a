using System.Text;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Transport;

/// <summary>Opens a WebSocket on a connection (RFC 6455, 4.1).</summary>
internal sealed class WebSocketHandshake(RecordedConnection connection, Route route)
{
    private readonly WebSocketOpening _opening = new(route.Host, route.Port, route.WebSocket!);

    /// <summary>Opens the WebSocket.</summary>
    /// <returns>The subprotocol that the server selected, or null, and the bytes that follow its answer.</returns>
    /// <exception cref="SutUnavailableException">The server does not open one.</exception>
    public async Task<(string? Subprotocol, byte[] Remainder)> RunAsync(CancellationToken cancellationToken)
    {
        var key = WebSocketOpening.NewKey();
        await connection.WriteAsync(_opening.Request(key), cancellationToken);
        var received = new byte[WebSocketOpening.MostBytes];
        for (var filled = 0; ;)
        {
            var length = await connection.ReadAsync(received.AsMemory(filled), cancellationToken);
            if (length == 0)
            {
                throw Refused(filled == 0
                    ? "closes the connection when it is asked for a WebSocket"
                    : $"answers \"{WebSocketOpening.Short(Encoding.ASCII.GetString(received, 0, filled))}\" and closes");
            }

            filled += length;
            var answer = WebSocketOpening.Read(received.AsSpan(0, filled), key);
            if (answer.Objection is { } objection)
            {
                throw Refused(objection);
            }

            if (answer.Length > 0)
            {
                return (answer.Subprotocol, received[answer.Length..filled]);
            }
        }
    }

    private SutUnavailableException Refused(string how) => new(
        $"{connection.Name}: {TcpConnector.Where(route.Host, route.Port)} opens no WebSocket at {_opening.Path}: it {how} (frame {connection.LastFrame})");
}
