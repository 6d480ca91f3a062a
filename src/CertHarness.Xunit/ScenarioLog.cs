using System.Collections.Concurrent;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Xunit;

/// <summary>What the messages of a run tell, sorted by scenario.</summary>
internal sealed class ScenarioLog : IMessageSink
{
    private readonly Dictionary<string, string> _pickleOfCase = [];
    private readonly Dictionary<string, ScenarioRecord> _recordOfAttempt = [];
    private readonly Dictionary<string, Wire.TestStep> _steps = [];
    private readonly ConcurrentDictionary<string, ScenarioRecord> _records = [];
    private readonly ConcurrentQueue<string> _hookFailures = [];

    /// <summary>What hooks of the run reported.</summary>
    public IReadOnlyCollection<string> HookFailures => _hookFailures;

    /// <summary>Gives what was recorded of a scenario, of its last attempt, and forgets it.</summary>
    public ScenarioRecord Take(Scenario scenario) => _records.TryRemove(scenario.Pickle.Id, out var record) ? record : new ScenarioRecord();

    /// <inheritdoc/>
    public void Write(Wire.Envelope e)
    {
        if (e.TestCase is { } testCase)
        {
            _pickleOfCase[testCase.Id] = testCase.PickleId;
            foreach (var step in testCase.TestSteps)
                _steps[step.Id] = step;
        }
        else if (e.TestCaseStarted is { } started)
        {
            _recordOfAttempt[started.Id] = _records[_pickleOfCase[started.TestCaseId]] = new ScenarioRecord();
        }
        else if (e.TestStepFinished is { } finished)
        {
            _recordOfAttempt[finished.TestCaseStartedId].Steps.Add((_steps[finished.TestStepId], finished.TestStepResult));
        }
        else if (e.Attachment is { TestCaseStartedId: { } attempt } attachment)
        {
            _recordOfAttempt[attempt].Attachments.Add(attachment);
        }
        else if (e.ExternalAttachment is { TestCaseStartedId: { } outside } external)
        {
            _recordOfAttempt[outside].Files.Add(external.Url);
        }
        else if (e.Suggestion is { } suggestion)
        {
            Suggest(suggestion);
        }
        else if (e.TestCaseFinished is { } over)
        {
            _recordOfAttempt.Remove(over.TestCaseStartedId);
        }
        else if (e.TestRunHookFinished is { Result: { Status: not Wire.TestStepResultStatus.PASSED, Exception: { } exception } })
        {
            _hookFailures.Enqueue(exception.StackTrace ?? exception.Message ?? exception.Type);
        }
    }

    private void Suggest(Wire.Suggestion suggestion)
    {
        var snippet = suggestion.Snippets[0].Code;
        foreach (var record in _recordOfAttempt.Values)
            record.Snippets[suggestion.PickleStepId] = snippet;
    }
}

/// <summary>What was recorded of one attempt at a scenario.</summary>
internal sealed class ScenarioRecord
{
    /// <summary>The steps and hooks that ended, in order.</summary>
    public List<(Wire.TestStep Step, Wire.TestStepResult Result)> Steps { get; } = [];

    /// <summary>What was attached.</summary>
    public List<Wire.Attachment> Attachments { get; } = [];

    /// <summary>Files that were attached without their content.</summary>
    public List<string> Files { get; } = [];

    /// <summary>Code for undefined steps, by the pickle steps' ids.</summary>
    public Dictionary<string, string> Snippets { get; } = [];
}
