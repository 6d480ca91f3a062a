using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Json;
using CertHarness.Runner.Journals;

namespace CertHarness.Runner.Runs;

/// <summary>Leaves what a scenario sent and received in the run folder, and what its monitors saw in the journal.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="recorder">What its connections recorded.</param>
/// <param name="monitors">What its monitors saw.</param>
/// <param name="folder">The run folder; null where a run keeps no evidence.</param>
[Binding]
public sealed class EvidenceHooks(ScenarioContext scenario, EvidenceRecorder recorder, MonitorLog monitors, RunFolder? folder = null)
{
    private const string Pcapng = "application/x-pcapng";

    /// <summary>Writes the capture after everything else has happened.</summary>
    [AfterScenario(Order = int.MaxValue)]
    public void Keep()
    {
        if (!recorder.HasContent)
            return;

        // First what was seen: the capture then has every frame that it names.
        var seen = monitors.Seen;
        if (seen.Packets.Count > 0)
            scenario.Attach(ModelJson.Write(seen), JournalReader.MonitorRecords);

        if (folder is null)
            return;

        var relative = RunFolder.EvidenceOf(scenario.Scenario.Key, ".pcapng");
        using (var file = File.Create(folder.In(relative)))
            recorder.Write(file);

        scenario.AttachFile(relative, Pcapng);
    }
}
