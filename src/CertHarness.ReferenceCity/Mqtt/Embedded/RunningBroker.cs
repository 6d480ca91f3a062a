using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>A reference broker that runs as a SUT.</summary>
internal sealed class RunningBroker(ReferenceBroker broker) : IRunningSut
{
    public Uri Endpoint => broker.Endpoint;

    /// <summary>The certificate in PEM by which the broker can be told from others, or null where it speaks no TLS.</summary>
    public string? Authority { get; init; }

    public Ixit Complete(Ixit stated) => stated with
    {
        Endpoints = stated.Endpoints with { WebSocket = stated.Endpoints.WebSocket ?? broker.WebSocketEndpoint?.AbsoluteUri },
        Tls = stated.Tls with { Authority = stated.Tls.Authority ?? Authority },
    };

    public ValueTask DisposeAsync() => broker.DisposeAsync();
}
