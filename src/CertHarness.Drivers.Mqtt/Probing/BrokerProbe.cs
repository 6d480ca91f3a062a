using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Looks whether a broker is there, which versions it speaks and what it can do in them.</summary>
internal sealed class BrokerProbe(SutAccess sut, TimeProvider time)
{
    /// <summary>Half a billion possible names are enough to stay clear of other runs on the same broker.</summary>
    private const int TokenLength = 6;

    /// <summary>Talks to the SUT. Whatever it does is a result.</summary>
    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var transport = new RecordingTransport(new EvidenceRecorder(MqttDriver.Port), time);
        var token = "p" + (time.GetTimestamp() & 0x7FFFFFFF).ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        token = token[^Math.Min(token.Length, TokenLength)..];
        await using var clients = new Clients(transport, sut, new ScenarioIsolation("probe" + token), new MonitorLog(), time, null);
        try
        {
            return await AskAsync(clients, transport, cancellationToken);
        }
        catch (SutUnavailableException problem)
        {
            return ProbeResult.NotThere(problem.Message);
        }
    }

    private async Task<ProbeResult> AskAsync(Clients clients, RecordingTransport transport, CancellationToken cancellationToken)
    {
        var introduction = new Introduction(clients);
        var newer = await introduction.TryAsync(MqttVersion.V5, cancellationToken);
        if (newer.Problem is { } problem && !newer.MayBeVersion)
        {
            return ProbeResult.NotThere(await new UnexpectedPeer(sut, transport, time).NameAsync(newer, cancellationToken) ?? problem);
        }

        var older = await introduction.TryAsync(MqttVersion.V311, cancellationToken);
        if (newer.Problem is not null && older.Problem is not null)
        {
            return ProbeResult.NotThere(await new UnexpectedPeer(sut, transport, time).NameAsync(older, cancellationToken) ?? older.Problem);
        }

        var client = newer.Problem is null ? newer.Client : older.Client;
        var trials = new CapabilityTrials(clients, client);
        return new ProbeResult(
            null,
            [
                new("mqtt-5.0", newer.Problem is null, newer.Problem ?? "CONNECT with protocol level 5 was accepted"),
                new("mqtt-3.1.1", older.Problem is null, older.Problem ?? "CONNECT with protocol level 4 was accepted"),
                .. await trials.RunAsync(cancellationToken),
                .. await new AccessTrials(clients, client.Session.Version).RunAsync(cancellationToken),
            ],
            await new SelfDescription(clients, client).AskAsync(cancellationToken));
    }
}
