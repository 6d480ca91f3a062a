using System.Reflection;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Probing;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Catalogues;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Drivers.Mqtt;

/// <summary>Tests brokers over MQTT 5.0 and 3.1.1 on TCP, TLS and WebSocket.</summary>
public sealed class MqttDriver : IProtocolDriver
{
    /// <summary>The port that IANA assigned to MQTT.</summary>
    internal const int Port = 1883;

    /// <inheritdoc/>
    public string Scheme => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<string> Schemes => ["mqtt", "mqtts", "ws", "wss"];

    /// <inheritdoc/>
    public int DefaultPort => Port;

    /// <inheritdoc/>
    public Assembly Steps => typeof(MqttDriver).Assembly;

    /// <inheritdoc/>
    /// <remarks>The SUT is always the server: the statements about clients only tell whether the harness keeps to the protocol.</remarks>
    public IReadOnlyList<MonitoredStatement> Monitors { get; } =
        [.. MonitorTable.All.Select(m => new MonitoredStatement(m.Requirement, m.Sender)).Where(m => m.Concerns(Role.Server)).Distinct()];

    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services.AddScoped(scope => new Clients(
        scope.GetRequiredService<RecordingTransport>(),
        scope.GetRequiredService<SutAccess>(),
        scope.GetRequiredService<ScenarioIsolation>(),
        scope.GetRequiredService<MonitorLog>(),
        scope.GetRequiredService<TimeProvider>(),
        scope.GetService<SchedulingMonitor>()));

    /// <inheritdoc/>
    public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
        new BrokerProbe(sut, time).RunAsync(cancellationToken);
}
