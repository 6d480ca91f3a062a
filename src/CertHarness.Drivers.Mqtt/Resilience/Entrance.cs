using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>How attackers get in: thousands of connections, of which nobody follows the packets.</summary>
/// <param name="clients">The clients of the scenario.</param>
internal sealed class Entrance(Clients clients)
{
    /// <summary>Opens a connection on which a client is let in; null where it is not.</summary>
    public async Task<IConnection?> EnterAsync(string role, CancellationToken cancellationToken)
    {
        var connection = await clients.DialPassingAsync(role, clients.Routes.Main, cancellationToken);
        try
        {
            await connection.WriteAsync(Connect(role), cancellationToken);
            if (await ReadAsync(connection, 4, cancellationToken) is [0x20, _, _, 0])
                return connection;
        }
        catch (ConnectionResetException)
        {
            // It was turned away.
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>The CONNECT of a client that nobody in the scenario knows.</summary>
    public byte[] Connect(string role)
    {
        var client = new Client(role, clients.Names.ClientId(role)) { Settings = new ConnectSettings { Version = MqttVersion.V311 } };
        return PacketEncoder.Encode(clients.Introduction(client), MqttVersion.V311);
    }

    /// <summary>Reads so many bytes, or fewer where the connection ends or nothing comes within the timeout.</summary>
    public async Task<byte[]> ReadAsync(IConnection connection, int count, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(clients.Waiting.Timeout, clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var bytes = new byte[count];
        var filled = 0;
        try
        {
            while (filled < count && await connection.ReadAsync(bytes.AsMemory(filled), either.Token) is > 0 and var length)
                filled += length;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Who is not answered is not let in.
        }

        return bytes[..filled];
    }
}
