namespace CertHarness.Drivers.Transport;

/// <summary>The way to the SUT.</summary>
/// <param name="Host">A host name or address.</param>
/// <param name="Port">The port, 1 to 65535.</param>
/// <param name="Tls">How to speak TLS, or null for none.</param>
/// <param name="WebSocket">How to open a WebSocket, or null for none.</param>
public sealed record Route(string Host, int Port, TlsOptions? Tls, WebSocketOptions? WebSocket);

/// <summary>How the harness opens a WebSocket.</summary>
/// <param name="Path">The resource, such as <c>/mqtt</c>.</param>
/// <param name="Subprotocols">The subprotocols that it offers, in their order.</param>
public sealed record WebSocketOptions(string Path, IReadOnlyList<string> Subprotocols);
