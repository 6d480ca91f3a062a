using CertHarness.Model.Planning;
using CertHarness.Runner.Runs;

namespace CertHarness.Cli.Output;

/// <summary>Progress as lines, one for each scenario that did not pass.</summary>
internal sealed class PlainDisplay(TextWriter output) : ProgressDisplay
{
    private int _finished;
    private int _planned;

    public override void Started(RunFolder folder) => output.WriteLine($"run {folder.Id}");

    public override void Planned(Uri endpoint, Plan plan, int done)
    {
        _planned = plan.Scenarios.Count;
        _finished = done;
        output.WriteLine($"{Counted.Of(plan.Requirements.Count, "requirement")}, {Counted.Of(plan.Scenarios.Count, "scenario")} against {endpoint}"
            + (done > 0 ? $", {done} of them done before" : ""));
    }

    public override void Repeated(int count)
    {
        _finished -= count;
        output.WriteLine($"the machine was busy: {count} undecided {(count == 1 ? "scenario is" : "scenarios are")} run again");
    }

    public override void ScenarioFinished(string name, bool passed)
    {
        _finished++;
        if (!passed)
            output.WriteLine($"{_finished}/{_planned} not passed: {name}");
    }
}
