using System.Globalization;

namespace CertHarness.Gherkin.Execution;

/// <summary>The kinds of messages that a run has many of.</summary>
public enum RunMessageKind
{
    /// <summary>Any other kind: the message is an envelope from the start.</summary>
    Other,

    /// <summary>What will be called for a scenario.</summary>
    TestCase,

    /// <summary>A try of a scenario begins.</summary>
    TestCaseStarted,

    /// <summary>A step or hook begins.</summary>
    TestStepStarted,

    /// <summary>A step or hook is over.</summary>
    TestStepFinished,

    /// <summary>A try of a scenario is over.</summary>
    TestCaseFinished,
}

/// <summary>A message of a run: an envelope, or what one can be made of, without an object for each field.</summary>
public readonly struct RunMessage
{
    private readonly object? _content;

    private RunMessage(RunMessageKind kind, object? content)
    {
        Kind = kind;
        _content = content;
    }

    /// <summary>What it tells.</summary>
    public RunMessageKind Kind { get; }

    /// <summary>The scenario that a test case, or its begin or end, is about; null for messages of other kinds.</summary>
    public Scenario? Scenario => Plan?.Scenario;

    /// <summary>The step's status; for a test case's end the worst of its steps.</summary>
    public Wire.TestStepResultStatus Status { get; private init; }

    /// <summary>Whether another try follows the one that is over.</summary>
    public bool WillBeRetried { get; private init; }

    internal TestCasePlan? Plan => _content as TestCasePlan;

    /// <summary>What came of a step, where that is more than a status and a duration.</summary>
    internal Wire.TestStepResult? Result => _content as Wire.TestStepResult;

    /// <summary>The envelope of a message that is one already.</summary>
    internal Wire.Envelope? Written => _content as Wire.Envelope;

    /// <summary>The id of the try.</summary>
    internal long StartedId { get; private init; }

    internal long StepId { get; private init; }

    internal int Attempt { get; private init; }

    /// <summary>When it happened, in ticks since the Unix epoch.</summary>
    internal long Time { get; private init; }

    internal TimeSpan Duration { get; private init; }

    /// <summary>The message as Cucumber Messages has it; made anew at each call.</summary>
    public Wire.Envelope ToEnvelope() => Kind switch
    {
        RunMessageKind.TestCase => Wire.Envelope.Create(Plan!.ToMessage()),
        RunMessageKind.TestCaseStarted => Wire.Envelope.Create(new Wire.TestCaseStarted(Attempt, Id(StartedId), Id(Plan!.Id), null, At(Time))),
        RunMessageKind.TestStepStarted => Wire.Envelope.Create(new Wire.TestStepStarted(Id(StartedId), Id(StepId), At(Time))),
        RunMessageKind.TestStepFinished => Wire.Envelope.Create(new Wire.TestStepFinished(
            Id(StartedId), Id(StepId), new StepResult(Status, Duration, Result).ToMessage(), At(Time))),
        RunMessageKind.TestCaseFinished => Wire.Envelope.Create(new Wire.TestCaseFinished(Id(StartedId), At(Time), WillBeRetried)),
        _ => Written!,
    };

    internal static RunMessage Of(Wire.Envelope envelope) => new(RunMessageKind.Other, envelope);

    internal static RunMessage Planned(TestCasePlan plan) => new(RunMessageKind.TestCase, plan);

    internal static RunMessage CaseStarted(TestCasePlan plan, long startedId, int attempt, long time) =>
        new(RunMessageKind.TestCaseStarted, plan) { StartedId = startedId, Attempt = attempt, Time = time };

    internal static RunMessage StepStarted(long startedId, long stepId, long time) =>
        new(RunMessageKind.TestStepStarted, null) { StartedId = startedId, StepId = stepId, Time = time };

    internal static RunMessage StepFinished(long startedId, long stepId, StepResult result, long time) =>
        new(RunMessageKind.TestStepFinished, result.Failure)
        {
            StartedId = startedId,
            StepId = stepId,
            Status = result.Status,
            Duration = result.Duration,
            Time = time,
        };

    internal static RunMessage CaseFinished(TestCasePlan plan, long startedId, Wire.TestStepResultStatus worst, bool retried, long time) =>
        new(RunMessageKind.TestCaseFinished, plan) { StartedId = startedId, Status = worst, WillBeRetried = retried, Time = time };

    internal static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    internal static Wire.Timestamp At(long time) =>
        new(time / TimeSpan.TicksPerSecond, time % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
}
