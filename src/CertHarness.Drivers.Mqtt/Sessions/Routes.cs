using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>The ways to the broker: that of the run and those that the IXIT names beside it.</summary>
internal sealed class Routes(SutAccess sut)
{
    /// <summary>The name that IANA registered for the subprotocol (MQTT5-6.0.0-3, MQTT3-6.0.0-3).</summary>
    public const string Subprotocol = "mqtt";

    private const int TlsPort = 8883;

    private TlsOptions? _tls;

    /// <summary>The way that the run takes.</summary>
    public Route Main => Of(sut.Endpoint);

    /// <summary>A way over TLS, or null where none is known.</summary>
    public Route? Tls => Find(sut.Ixit.Endpoints.Tls, "mqtts", "wss");

    /// <summary>A way over WebSocket, or null where none is known.</summary>
    public Route? WebSocket => Find(sut.Ixit.Endpoints.WebSocket, "ws", "wss");

    /// <summary>The way over a transport.</summary>
    /// <param name="transport"><c>TLS</c> or <c>WebSocket</c>.</param>
    /// <exception cref="SutUnavailableException">None is known.</exception>
    public Route Over(string transport) => transport switch
    {
        "TLS" => Tls ?? throw new SutUnavailableException("the IXIT names no endpoint for TLS (endpoints.tls)"),
        "WebSocket" => WebSocket ?? throw new SutUnavailableException("the IXIT names no endpoint for WebSocket (endpoints.websocket)"),
        _ => throw new FormatException($"'{transport}' is neither TLS nor WebSocket."),
    };

    /// <summary>The port of an address that names none.</summary>
    public static int DefaultPortOf(string scheme) => scheme switch
    {
        "mqtts" => TlsPort,
        "ws" => 80,
        "wss" => 443,
        _ => MqttDriver.Port,
    };

    private Route? Find(string? named, params string[] schemes) =>
        named is not null ? Of(new Uri(named))
        : schemes.Contains(sut.Endpoint.Scheme, StringComparer.Ordinal) ? Main
        : null;

    private Route Of(Uri endpoint)
    {
        var isTls = endpoint.Scheme is "mqtts" or "wss";
        var isWebSocket = endpoint.Scheme is "ws" or "wss";
        return new Route(
            endpoint.DnsSafeHost,
            endpoint.Port > 0 ? endpoint.Port : DefaultPortOf(endpoint.Scheme),
            isTls ? _tls ??= TlsOptions.Of(sut.Ixit.Tls) : null,
            isWebSocket ? new WebSocketOptions(endpoint.PathAndQuery, [Subprotocol]) : null);
    }
}
