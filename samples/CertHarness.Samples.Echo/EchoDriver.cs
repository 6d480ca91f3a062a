using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Samples.Echo;

/// <summary>Tests servers of the Echo Protocol (RFC 862) over TCP.</summary>
public sealed class EchoDriver : IProtocolDriver
{
    /// <inheritdoc/>
    public string Scheme => "echo";

    /// <inheritdoc/>
    public int DefaultPort => 7;

    /// <inheritdoc/>
    public Assembly Steps => typeof(EchoDriver).Assembly;

    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services.AddScoped<EchoClient>();

    /// <inheritdoc/>
    public async Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transport = new RecordingTransport(new EvidenceRecorder(DefaultPort), time);
        try
        {
            await new EchoClient(transport, sut, time).ConnectAsync(cancellationToken);
            return new ProbeResult(null, []);
        }
        catch (SutUnavailableException e)
        {
            return ProbeResult.NotThere(e.Message);
        }
    }
}
