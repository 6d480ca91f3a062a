using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Monitoring;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Json;
using CertHarness.Runner.Journals;

namespace CertHarness.Runner.Runs;

/// <summary>Leaves what a scenario sent and received in the run folder, and what it measured and its monitors saw in the journal.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="recorder">What its connections recorded.</param>
/// <param name="monitors">What its monitors saw.</param>
/// <param name="measurements">What it measured.</param>
/// <param name="folder">The run folder; null where a run keeps no evidence.</param>
[Binding]
public sealed class EvidenceHooks(ScenarioContext scenario, EvidenceRecorder recorder, MonitorLog monitors, MeasurementLog measurements, RunFolder? folder = null)
{
    private const string Pcapng = "application/x-pcapng";
    private const string PlainText = "text/plain";

    /// <summary>Writes the capture after everything else has happened.</summary>
    [AfterScenario(Order = int.MaxValue)]
    public void Keep()
    {
        // First what was seen: the capture then has every frame that it names.
        if (recorder.HasContent && monitors.Seen is { Packets.Count: > 0 } seen)
            scenario.Attach(ModelJson.Write(seen), JournalReader.MonitorRecords);

        if (measurements.Seen is { Measurements.Count: > 0 } or { Charts.Count: > 0 })
            scenario.Attach(ModelJson.Write(measurements.Seen), JournalReader.MeasurementRecords);

        if (folder is null)
            return;

        if (recorder.HasContent)
        {
            var capture = RunFolder.EvidenceOf(scenario.Scenario.Key, ".pcapng");
            using (var file = File.Create(folder.In(capture)))
                recorder.Write(file);

            scenario.AttachFile(capture, Pcapng);
        }

        foreach (var text in recorder.Texts)
        {
            var log = RunFolder.EvidenceOf(scenario.Scenario.Key, $".{text.Name}.log");
            File.WriteAllText(folder.In(log), text.Text);
            scenario.AttachFile(log, PlainText);
        }
    }
}
