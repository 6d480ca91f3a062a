using System.Reflection;
using CertHarness.Drivers.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Drivers;

/// <summary>
/// What makes a protocol known to the harness. Assemblies named <c>CertHarness.Drivers.*</c> beside the tool are searched for
/// public implementations with a parameterless constructor.
/// </summary>
public interface IProtocolDriver
{
    /// <summary>The endpoint scheme that it serves, such as <c>mqtt</c>.</summary>
    string Scheme { get; }

    /// <summary>All schemes of endpoints that it serves: its own and those of the same protocol on other transports.</summary>
    IReadOnlyList<string> Schemes => [Scheme];

    /// <summary>The port of an endpoint that names none.</summary>
    int DefaultPort { get; }

    /// <summary>The assembly whose <c>[Binding]</c> classes hold the protocol's steps.</summary>
    Assembly Steps { get; }

    /// <summary>The actions that a device of the protocol can be told, each with its options; nothing where the driver tests servers
    /// only.</summary>
    IReadOnlyDictionary<string, IReadOnlySet<string>> DeviceActions => System.Collections.Immutable.ImmutableDictionary<string, IReadOnlySet<string>>.Empty;

    /// <summary>The statements that it watches for in every packet; what it sees goes into the scenario's <see cref="MonitorLog"/>.</summary>
    IReadOnlyList<MonitoredStatement> Monitors => [];

    /// <summary>Registers what the step classes need, scoped to the scenario. <see cref="SutAccess"/>,
    /// <see cref="ScenarioIsolation"/>, <see cref="Transport.RecordingTransport"/>, <see cref="MonitorLog"/> and <see cref="TimeProvider"/> are there.</summary>
    /// <param name="services">The run's services.</param>
    void Register(IServiceCollection services);

    /// <summary>Looks whether the SUT is there and what it can do. A SUT that does not answer is a result, not an exception.</summary>
    /// <param name="sut">Where and how to reach it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the probe early.</param>
    Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken);
}
