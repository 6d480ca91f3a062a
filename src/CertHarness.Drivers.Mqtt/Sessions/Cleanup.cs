using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Takes from the broker what a scenario left in it: connections, sessions, retained messages.</summary>
internal sealed class Cleanup(Clients clients, IReadOnlyCollection<string> retained)
{
    /// <summary>How long it may take at most.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly PublishPacket Clearing = new() { Retain = true };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var client in clients.All.ToList())
        {
            await EndAsync(client, cancellationToken);
        }

        if (retained.Count > 0 && clients.All.FirstOrDefault(c => c.Settings is not null)?.Settings is { } settings)
        {
            var janitor = await clients.StageHandAsync("janitor", settings.Version, cancellationToken);
            foreach (var topic in retained)
            {
                await janitor.SendAsync(Clearing with { Topic = topic }, cancellationToken);
            }

            await clients.Waiting.ExpectAliveAsync(janitor, "retained messages are to be cleared", cancellationToken);
            await janitor.SendAsync(new DisconnectPacket(), cancellationToken);
        }
    }

    private async Task EndAsync(Client client, CancellationToken cancellationToken)
    {
        foreach (var session in client.Sessions.Where(s => s.IsOpen))
        {
            await session.SendAsync(new DisconnectPacket(), cancellationToken);
        }

        if (client.Settings is { Lasts: true } settings && client.ClientId.Length > 0)
        {
            var fresh = new ConnectSettings { Version = settings.Version, ClientId = client.ClientId };
            var session = await clients.ConnectedAsync(client, fresh, cancellationToken);
            await session.SendAsync(new DisconnectPacket(), cancellationToken);
        }
    }
}
