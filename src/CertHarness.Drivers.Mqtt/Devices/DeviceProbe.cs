using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>Looks whether the device connects at all, and with which versions.</summary>
internal sealed class DeviceProbe(SutAccess sut, TimeProvider time)
{
    /// <summary>Waits for the device. Whatever it does is a result.</summary>
    public async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        var newer = await TryAsync(MqttVersion.V5, cancellationToken);
        var older = await TryAsync(MqttVersion.V311, cancellationToken);
        if (newer.Introduction is null && older.Introduction is null)
        {
            return ProbeResult.NotThere(newer.Remark);
        }

        return new ProbeResult(
            null,
            [
                new("mqtt-5.0", newer.Introduction is not null, newer.Remark),
                new("mqtt-3.1.1", older.Introduction is not null, older.Remark),
                new("websocket", Offers("websocket"), "the IXIT's options"),
                new("enhanced-authentication", Offers("authentication-method"), "the IXIT's options"),
                new("topic-aliases", newer.Introduction?.Properties.TopicAliasMaximum > 0 || Offers("topic-alias") || Offers("topic-alias-maximum"), "Topic Alias Maximum in CONNECT, or the IXIT's options"),
            ]);
    }

    private bool Offers(string option) => DeviceVocabulary.Actions.Keys.Any(a => sut.Device!.Offers(a, option));

    private async Task<(ConnectPacket? Introduction, string Remark)> TryAsync(MqttVersion version, CancellationToken cancellationToken)
    {
        var evidence = new EvidenceRecorder(MqttDriver.Port);
        await using var transport = new RecordingTransport(evidence, time);
        await using var bench = new DeviceBench(transport, evidence, sut, new ScenarioIsolation($"probe{(int)version}"), new MonitorLog(), time, null);
        try
        {
            await bench.TellAsync(DeviceVocabulary.Connect, new DeviceRequest(version), cancellationToken);
            var session = await bench.IntroducedAsync(version, cancellationToken);
            return (session.Introduction, $"CONNECT with protocol level {(int)version} came");
        }
        catch (Exception problem) when (problem is SutUnavailableException or ScenarioSkippedException)
        {
            return (null, problem.Message);
        }
    }
}
