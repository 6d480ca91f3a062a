namespace CertHarness.Model.Campaigns;

/// <summary>Where else a SUT is reached, beside the endpoint of the run. For a process with its placeholders.</summary>
/// <param name="Tls">Where it speaks TLS, such as <c>mqtts://192.0.2.1:8883</c>, or null.</param>
/// <param name="WebSocket">Where it speaks WebSocket, such as <c>ws://192.0.2.1:8080/mqtt</c>, or null.</param>
public sealed record MoreEndpoints(string? Tls = null, string? WebSocket = null);
