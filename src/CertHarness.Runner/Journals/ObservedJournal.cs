using CertHarness.Gherkin.Execution;
using CertHarness.Runner.Runs;
using Io.Cucumber.Messages.Types;

namespace CertHarness.Runner.Journals;

/// <summary>Tells an observer what goes into the journal.</summary>
internal sealed class ObservedJournal(IMessageSink journal, IRunObserver observer) : IMessageSink
{
    private readonly Dictionary<string, string> _pickles = [];
    private readonly Dictionary<string, string> _testCases = [];
    private readonly Dictionary<string, Progress> _running = [];

    /// <inheritdoc/>
    public void Write(Envelope envelope)
    {
        journal.Write(envelope);
        if (envelope.Pickle is { } pickle)
            _pickles[pickle.Id] = pickle.Name;
        else if (envelope.TestCase is { } testCase)
            _testCases[testCase.Id] = _pickles[testCase.PickleId];
        else if (envelope.TestCaseStarted is { } started)
            _running[started.Id] = new Progress(_testCases[started.TestCaseId]);
        else if (envelope.TestStepFinished is { TestStepResult.Status: not (TestStepResultStatus.PASSED or TestStepResultStatus.SKIPPED) } step)
            _running[step.TestCaseStartedId].Passed = false;
        else if (envelope.TestCaseFinished is { WillBeRetried: false } finished && _running.Remove(finished.TestCaseStartedId, out var progress))
            observer.ScenarioFinished(progress.Name, progress.Passed);
    }

    /// <inheritdoc/>
    public void Flush() => journal.Flush();

    private sealed class Progress(string name)
    {
        public string Name => name;

        public bool Passed { get; set; } = true;
    }
}
