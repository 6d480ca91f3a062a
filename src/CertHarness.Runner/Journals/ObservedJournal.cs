using CertHarness.Gherkin.Execution;
using CertHarness.Runner.Runs;
using Io.Cucumber.Messages.Types;

namespace CertHarness.Runner.Journals;

/// <summary>Tells an observer what goes into the journal.</summary>
internal sealed class ObservedJournal(IRunMessageSink journal, IRunObserver observer) : IRunMessageSink
{
    /// <inheritdoc/>
    public void Write(Envelope e) => journal.Write(e);

    /// <inheritdoc/>
    public void Write(in RunMessage message)
    {
        journal.Write(message);
        if (message is { Kind: RunMessageKind.TestCaseFinished, WillBeRetried: false, Scenario: { } scenario })
        {
            var passed = message.Status is TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED or TestStepResultStatus.UNKNOWN;
            observer.ScenarioFinished(scenario.Name, passed);
        }
    }

    /// <inheritdoc/>
    public void Flush() => journal.Flush();
}
