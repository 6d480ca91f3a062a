using System.Reflection;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Devices;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Probing;
using CertHarness.Drivers.Mqtt.Resilience;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Steps.Load;
using CertHarness.Drivers.Mqtt.Watching;
using CertHarness.Drivers.Transport;
using CertHarness.Load.Generating;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Drivers.Mqtt;

/// <summary>Tests brokers over MQTT 5.0 and 3.1.1 on TCP, TLS and WebSocket, and devices that connect to the harness over TCP.</summary>
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
    public IReadOnlyList<MonitoredStatement> Monitors { get; } =
    [
        .. MonitorTable.All.Select(m => new MonitoredStatement(m.Requirement, m.Sender)).Distinct(),
    ];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> DeviceActions => DeviceVocabulary.Actions;

    /// <inheritdoc/>
    public void Register(IServiceCollection services)
    {
        services.AddScoped(scope => new Clients(
            scope.GetRequiredService<RecordingTransport>(),
            scope.GetRequiredService<SutAccess>(),
            scope.GetRequiredService<ScenarioIsolation>(),
            scope.GetRequiredService<MonitorLog>(),
            scope.GetRequiredService<TimeProvider>(),
            scope.GetService<SchedulingMonitor>()));
        services.AddScoped(scope => new Bystanders(
            scope.GetRequiredService<Clients>(), scope.GetRequiredService<Parameters>(), scope.GetRequiredService<MeasurementLog>()));
        services.AddScoped(scope => new Attackers(
            scope.GetRequiredService<Clients>(), scope.GetRequiredService<Bystanders>(), scope.GetRequiredService<MeasurementLog>()));
        services.AddScoped(scope => new MalformedSenders(
            scope.GetRequiredService<Clients>(),
            scope.GetRequiredService<Bystanders>(),
            scope.GetRequiredService<MeasurementLog>(),
            scope.GetRequiredService<EvidenceRecorder>()));
        services.AddScoped(scope => new HeldMemory(
            scope.GetRequiredService<SutAccess>(), scope.GetRequiredService<Clients>(), scope.GetRequiredService<MeasurementLog>()));
        services.AddScoped(scope => new Links(scope.GetRequiredService<Clients>()));
        services.AddScoped(scope => new WatchedFlows(
            scope.GetRequiredService<Clients>(), scope.GetRequiredService<Parameters>(), scope.GetService<SchedulingMonitor>()));
        services.AddScoped(scope => new BrokerHand(
            scope.GetRequiredService<SutAccess>(), scope.GetRequiredService<WatchedFlows>(), scope.GetRequiredService<Clients>()));
        services.AddScoped(scope => new Fleet(
            scope.GetRequiredService<Clients>(),
            scope.GetRequiredService<SutAccess>(),
            scope.GetRequiredService<Parameters>(),
            scope.GetService<IGenerator>() ?? new GeneratorHost([new MqttLoadProtocol()], scope.GetRequiredService<TimeProvider>()),
            scope.GetRequiredService<EvidenceRecorder>(),
            scope.GetRequiredService<TimeProvider>(),
            scope.GetService<SchedulingMonitor>()));
        services.AddScoped(scope => new DeviceBench(
            scope.GetRequiredService<RecordingTransport>(),
            scope.GetRequiredService<EvidenceRecorder>(),
            scope.GetRequiredService<SutAccess>(),
            scope.GetRequiredService<ScenarioIsolation>(),
            scope.GetRequiredService<MonitorLog>(),
            scope.GetRequiredService<TimeProvider>(),
            scope.GetService<SchedulingMonitor>()));
    }

    /// <inheritdoc/>
    public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
        sut.Device is null ? new BrokerProbe(sut, time).RunAsync(cancellationToken) : new DeviceProbe(sut, time).RunAsync(cancellationToken);
}
