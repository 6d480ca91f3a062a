using CertHarness.Drivers.Evidence;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Runner.Runs;

/// <summary>Leaves what a scenario sent and received in the run folder.</summary>
/// <param name="scenario">The scenario.</param>
/// <param name="recorder">What its connections recorded.</param>
/// <param name="folder">The run folder.</param>
[Binding]
public sealed class EvidenceHooks(ScenarioContext scenario, EvidenceRecorder recorder, RunFolder folder)
{
    private const string Pcapng = "application/x-pcapng";

    /// <summary>Writes the capture after everything else has happened.</summary>
    [AfterScenario(Order = int.MaxValue)]
    public void Keep()
    {
        foreach (var text in recorder.Texts)
        {
            var file = RunFolder.EvidenceOf(scenario.Scenario.Key, $".{text.Name}.log");
            File.WriteAllText(folder.In(file), text.Text);
            scenario.AttachFile(file, "text/plain");
        }

        if (!recorder.HasContent)
            return;

        var relative = RunFolder.EvidenceOf(scenario.Scenario.Key, ".pcapng");
        using (var file = File.Create(folder.In(relative)))
            recorder.Write(file);

        scenario.AttachFile(relative, Pcapng);
    }
}
