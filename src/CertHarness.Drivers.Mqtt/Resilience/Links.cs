using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Faults;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>The links of a scenario's clients that can be disturbed: a proxy for each client that is behind one.</summary>
public sealed class Links : IAsyncDisposable
{
    private readonly Clients _clients;
    private readonly Dictionary<string, Proxy> _proxies = [];

    internal Links(Clients clients) => _clients = clients;

    /// <summary>Puts a client behind a link; it shows with the client's next connection.</summary>
    internal Proxy Lay(string role, int seed)
    {
        var main = _clients.Routes.Main;
        var proxy = Proxy.Start(new UriBuilder("tcp", main.Host, main.Port).Uri, _clients.Time, seed);
        _proxies.Add(role, proxy);
        _clients.Of(role).Route = main with { Host = proxy.Endpoint.DnsSafeHost, Port = proxy.Endpoint.Port };
        return proxy;
    }

    /// <summary>The link of a client.</summary>
    internal Proxy Of(string role) =>
        _proxies.TryGetValue(role, out var proxy) ? proxy : throw new InvalidOperationException($"The {role} is not behind a link that can be disturbed.");

    /// <summary>Ends all links.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies.Values)
            await proxy.DisposeAsync();
    }
}
