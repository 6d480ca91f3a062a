using Io.Cucumber.Messages.Types;

namespace CertHarness.Runner.Journals;

/// <summary>
/// What a journal's messages say, looked up by their ids. A resumed run's journal holds several runs, one after another, and
/// ids are unique in each of them only.
/// </summary>
internal sealed class JournalIndex
{
    private readonly Dictionary<string, Step> _steps = [];
    private readonly Dictionary<string, Pickle> _pickles = [];
    private readonly Dictionary<string, TestCase> _testCases = [];
    private readonly Dictionary<string, Execution> _current = [];
    private readonly List<Execution> _executions = [];

    /// <summary>The executions in the order of their starts.</summary>
    public IReadOnlyList<Execution> Executions => _executions;

    /// <summary>Takes in the next message.</summary>
    public void Add(Envelope envelope)
    {
        if (envelope.Meta is not null)
            BeginRun();
        else if (envelope.GherkinDocument?.Feature is { } feature)
            AddFeature(feature);
        else if (envelope.Pickle is { } pickle)
            _pickles[pickle.Id] = pickle;
        else if (envelope.TestCase is { } testCase)
            AddTestCase(testCase);
        else if (envelope.TestCaseStarted is { } started)
            Start(started);
        else if (envelope.TestStepFinished is { } step)
            _current[step.TestCaseStartedId].Finish(step);
        else if (envelope.ExternalAttachment is { TestCaseStartedId: { } by } attachment)
            _current[by].Attachments.Add(attachment);
        else if (envelope.Attachment is { MediaType: JournalReader.MonitorRecords, TestCaseStartedId: { } watched } record)
            _current[watched].Monitors = record;
        else if (envelope.Attachment is { MediaType: JournalReader.MeasurementRecords, TestCaseStartedId: { } measuring } measured)
            _current[measuring].Measured = measured;
        else if (envelope.TestCaseFinished is { } finished)
            _current[finished.TestCaseStartedId].Finished = finished;
    }

    private void BeginRun()
    {
        _steps.Clear();
        _pickles.Clear();
        _testCases.Clear();
        _current.Clear();
    }

    /// <summary>A test case is written again when its end had a step that nobody could know beforehand: disposing that failed.</summary>
    private void AddTestCase(TestCase testCase)
    {
        _testCases[testCase.Id] = testCase;
        foreach (var execution in _current.Values.Where(e => e.TestCase.Id == testCase.Id))
            execution.TestCase = testCase;
    }

    private void Start(TestCaseStarted started)
    {
        var testCase = _testCases[started.TestCaseId];
        var pickle = _pickles[testCase.PickleId];
        var steps = pickle.Steps.ToDictionary(s => s.Id, s => new PlacedStep(s, _steps[s.AstNodeIds[0]]));
        var execution = new Execution(pickle, testCase, started, steps);
        _current[started.Id] = execution;
        _executions.Add(execution);
    }

    private void AddFeature(Feature feature)
    {
        foreach (var child in feature.Children)
        {
            AddSteps(child.Background?.Steps);
            AddSteps(child.Scenario?.Steps);
            foreach (var inner in child.Rule?.Children ?? [])
            {
                AddSteps(inner.Background?.Steps);
                AddSteps(inner.Scenario?.Steps);
            }
        }
    }

    private void AddSteps(List<Step>? steps)
    {
        foreach (var step in steps ?? [])
            _steps[step.Id] = step;
    }

    /// <summary>A step of a scenario and where it stands.</summary>
    internal sealed record PlacedStep(PickleStep Step, Step Source)
    {
        public string Keyword => Source.Keyword.Trim();

        public int Line => (int)Source.Location.Line;
    }

    /// <summary>One attempt at a scenario.</summary>
    internal sealed class Execution(
        Pickle pickle, TestCase testCase, TestCaseStarted started, Dictionary<string, PlacedStep> steps)
    {
        private readonly Dictionary<string, TestStepResult> _results = [];

        public Pickle Pickle => pickle;

        public TestCase TestCase { get; set; } = testCase;

        public TestCaseStarted Started => started;

        public TestCaseFinished? Finished { get; set; }

        public List<ExternalAttachment> Attachments { get; } = [];

        /// <summary>What the monitors saw, or null where nothing was sent.</summary>
        public Attachment? Monitors { get; set; }

        /// <summary>What it measured, or null where that was nothing.</summary>
        public Attachment? Measured { get; set; }

        /// <summary>The finished steps in their order; those of hooks have no step.</summary>
        public IEnumerable<(PlacedStep? Step, TestStepResult Result)> Results =>
            from step in TestCase.TestSteps
            where _results.ContainsKey(step.Id)
            select (step.PickleStepId is { } id ? steps[id] : null, _results[step.Id]);

        public void Finish(TestStepFinished step) => _results[step.TestStepId] = step.TestStepResult;
    }
}
