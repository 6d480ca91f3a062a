using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>A reference broker that runs as a SUT.</summary>
internal sealed class RunningBroker : IRunningSut, ISutActions
{
    private readonly ReferenceBroker _broker;

    public RunningBroker(ReferenceBroker broker)
    {
        _broker = broker;
        Control = new SutControl(this);
    }

    public Uri Endpoint => _broker.Endpoint;

    public ISutControl Control { get; }

    /// <summary>The certificate in PEM by which the broker can be told from others, or null where it speaks no TLS.</summary>
    public string? Authority { get; init; }

    /// <summary>What it says that it holds in memory; null in truth, for it shares its memory with the harness.</summary>
    public Func<long?> Memory { get; init; } = () => null;

    public long? ResidentBytes => Memory();

    public Ixit Complete(Ixit stated) => stated with
    {
        Endpoints = stated.Endpoints with { WebSocket = stated.Endpoints.WebSocket ?? _broker.WebSocketEndpoint?.AbsoluteUri },
        Tls = stated.Tls with { Authority = stated.Tls.Authority ?? Authority },
    };

    public Task StopAsync(CancellationToken cancellationToken) => _broker.StopAsync();

    public Task KillAsync(CancellationToken cancellationToken) => _broker.KillAsync();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _broker.StartAgain();
            return Task.CompletedTask;
        }
        catch (SocketException cause)
        {
            throw new SutUnavailableException($"The broker could not listen at {Endpoint} again: {cause.Message}", cause);
        }
    }

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        _broker.Pause();
        return Task.CompletedTask;
    }

    public Task ResumeAsync(CancellationToken cancellationToken)
    {
        _broker.Resume();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();
}
