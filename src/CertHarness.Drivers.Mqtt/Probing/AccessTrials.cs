using CertHarness.Drivers.Mqtt.Authentication;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Finds out over which transports a broker is reached, and whom it lets do what.</summary>
internal sealed class AccessTrials(Clients clients, MqttVersion version)
{
    private ConnectSettings Settings => new() { Version = version };

    /// <summary>Runs all trials. What cannot be told is left out.</summary>
    public async Task<IReadOnlyList<ObservedCapability>> RunAsync(CancellationToken cancellationToken) =>
    [
        await TransportAsync("tls", "TLS", clients.Ixit.Endpoints.Tls is not null, () => clients.Routes.Tls, cancellationToken),
        await TransportAsync("websocket", "WebSocket", clients.Ixit.Endpoints.WebSocket is not null, () => clients.Routes.WebSocket, cancellationToken),
        .. await TryAsync("authentication", () => PasswordAsync(cancellationToken)),
        .. await TryAsync("authorization", () => PermissionAsync(cancellationToken)),
        .. await TryAsync("enhanced-authentication", () => ExchangeAsync(cancellationToken)),
    ];

    private async Task<ObservedCapability> TransportAsync(
        string id, string name, bool named, Func<Route?> route, CancellationToken cancellationToken)
    {
        try
        {
            if (route() is not { } way)
                return new ObservedCapability(id, false, $"not looked for: the IXIT names no endpoint for {name}");
            var client = clients.Of($"probe {id}");
            client.Route = way;
            await clients.ConnectedAsync(client, Settings, cancellationToken);
            return new ObservedCapability(id, true, $"CONNECT over {name} was accepted{(named ? "" : ", as everything in this run")}");
        }
        catch (Exception problem) when (problem is SutUnavailableException or ExpectationNotMetException)
        {
            return new ObservedCapability(id, false, problem.Message.ReplaceLineEndings("; "));
        }
    }

    private async Task<(bool Present, string Remark)> PasswordAsync(CancellationToken cancellationToken)
    {
        var client = clients.Of("probe stranger");
        client.Login = new Login(clients.Ixit.Username ?? "certharness", WrongPasswords.For(clients.Ixit.Password));
        var answer = await clients.ConnectAsync(client, Settings, cancellationToken);
        return client.Session.Accepted is not null
            ? (false, "CONNECT with a wrong password was accepted")
            : (true, $"CONNECT with a wrong password: {answer.Describe()}");
    }

    private async Task<(bool Present, string Remark)> PermissionAsync(CancellationToken cancellationToken)
    {
        if (clients.Ixit.Authorization is not { } rules)
            return (false, "not looked for: the IXIT does not say what its user may not do");
        const string Topic = "forbidden/probe";
        var overseer = clients.Of("probe overseer");
        overseer.Login = new Login(rules.Username, rules.Password);
        await clients.ConnectedAsync(overseer, Settings, cancellationToken);
        await clients.Subscribing.SubscribeAsync(overseer, [new TopicSubscription(clients.Names.Topic(Topic))], Properties.None, cancellationToken);
        var intruder = await clients.StageHandAsync("probe intruder", version, cancellationToken);
        await intruder.SendAsync(new PublishPacket { Topic = clients.Names.Topic(Topic), Payload = "probe"u8.ToArray() }, cancellationToken);
        await clients.Absence.SettleAsync(overseer, cancellationToken);
        return overseer.Messages(t => t == clients.Names.Topic(Topic)).Any()
            ? (false, $"a message to {rules.Forbidden}/… reached a subscriber")
            : (true, $"a message to {rules.Forbidden}/… reached nobody");
    }

    private async Task<(bool Present, string Remark)> ExchangeAsync(CancellationToken cancellationToken)
    {
        if (clients.Ixit.AuthenticationMethod is not { } method)
            return (false, "not looked for: the IXIT names no method of enhanced authentication");
        var client = clients.Of("probe prover");
        var exchange = new EnhancedAuthentication(clients, client, clients.Ixit);
        await exchange.ConnectAsync(Settings, cancellationToken);
        var answer = await exchange.AnswerAsync(cancellationToken);
        return (client.Session.Accepted is not null, $"CONNECT with {method}: {answer.Describe()}");
    }

    private static async Task<IReadOnlyList<ObservedCapability>> TryAsync(string id, Func<Task<(bool Present, string Remark)>> attempt)
    {
        try
        {
            var (present, remark) = await attempt();
            return [new ObservedCapability(id, present, remark)];
        }
        catch (ExpectationNotMetException problem)
        {
            return [new ObservedCapability(id, false, $"expected {problem.Expected}; {problem.Observed}")];
        }
        catch (SutUnavailableException)
        {
            // A silent broker is neither able nor unable: it cannot be told.
            return [];
        }
    }
}
