using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Verdicts;
using Io.Cucumber.Messages.Types;

namespace CertHarness.Runner.Journals;

/// <summary>Reads what a journal says of the scenarios of a plan.</summary>
public static class JournalReader
{
    /// <summary>The media type of the attachment that says what a scenario's monitors saw.</summary>
    internal const string MonitorRecords = "application/vnd.certharness.monitors+json";

    /// <summary>The media type of the attachment that says what a scenario measured.</summary>
    internal const string MeasurementRecords = "application/vnd.certharness.measurements+json";

    /// <summary>
    /// The result of every scenario whose end the journal holds, by its key. A scenario that started and did not end has none:
    /// it is to be repeated. Of several executions the last one counts.
    /// </summary>
    /// <param name="messages">The journal.</param>
    /// <param name="plan">The plan whose scenarios they are.</param>
    public static IReadOnlyDictionary<string, ScenarioResult> Results(IEnumerable<Envelope> messages, Plan plan)
    {
        var index = new JournalIndex();
        foreach (var message in messages)
            index.Add(message);

        var planned = plan.Scenarios.ToDictionary(s => (s.File, s.Line));
        var results = new Dictionary<string, ScenarioResult>();
        foreach (var execution in index.Executions.Where(e => e.Finished is { WillBeRetried: false }))
        {
            if (planned.TryGetValue((execution.Pickle.Uri, (int)execution.Pickle.Location.Line), out var scenario))
                results[scenario.Key] = ResultOf(scenario, execution);
        }

        return results;
    }

    private static ScenarioResult ResultOf(PlannedScenario scenario, JournalIndex.Execution execution)
    {
        // A scenario without a step has shown nothing.
        var worst = execution.Results.Any(r => r.Step is not null) ? Verdict.Pass : Verdict.Inconclusive;
        Finding? finding = null;
        foreach (var (step, result) in execution.Results.Where(r => r.Result.Status != TestStepResultStatus.PASSED))
        {
            // The steps after the first that did not pass are skipped; that says nothing of its own.
            var own = VerdictOfStep.Of(result, step?.Step.Type);
            if (finding is not null && own <= worst)
                continue;

            finding = FindingOf(step, result);
            worst = own;
        }

        var started = TimeOf(execution.Started.Timestamp);
        return new ScenarioResult
        {
            Scenario = scenario,
            Verdict = worst,
            Started = started,
            Duration = TimeOf(execution.Finished!.Timestamp) - started,
            Finding = finding,
            Steps = [.. execution.Results.Where(r => r.Step is not null).Select(r => StepOf(r.Step!, r.Result))],
            Attachments = [.. execution.Attachments.Select(a => new AttachedFile(Path.GetFileName(a.Url), a.Url, a.MediaType))],
            Measured = execution.Measured is { } measured ? ModelJson.ReadMeasurements(measured.Body) : MeasurementRecord.Empty,
            Monitors = execution.Monitors is { } record ? ModelJson.ReadMonitors(record.Body) : MonitorRecord.Empty,
        };
    }

    private static StepResult StepOf(JournalIndex.PlacedStep step, TestStepResult result) => new(
        step.Keyword,
        step.Step.Text,
        step.Line,
        result.Status.ToString().ToLowerInvariant(),
        TimeSpan.FromSeconds(result.Duration.Seconds) + TimeSpan.FromTicks(result.Duration.Nanos / TimeSpan.NanosecondsPerTick),
        MessageOf(result));

    private static Finding FindingOf(JournalIndex.PlacedStep? step, TestStepResult result)
    {
        var message = MessageOf(result) ?? result.Status.ToString().ToLowerInvariant();
        return new Finding(
            step is null ? null : $"{step.Keyword} {step.Step.Text}",
            step?.Line,
            Part(message, "Expected: "),
            Part(message, "Observed: "),
            Part(message, "Evidence: "),
            message);
    }

    /// <summary>A part of the message of an <see cref="ExpectationNotMetException"/>; it may go over several lines.</summary>
    private static string? Part(string message, string label)
    {
        var lines = message.Split('\n');
        var first = Array.FindIndex(lines, l => l.StartsWith(label, StringComparison.Ordinal));
        if (first < 0)
            return null;

        var rest = lines.Skip(first + 1).TakeWhile(l => !l.StartsWith("Observed: ", StringComparison.Ordinal)
            && !l.StartsWith("Evidence: ", StringComparison.Ordinal));
        return string.Join('\n', rest.Prepend(lines[first][label.Length..]));
    }

    private static string? MessageOf(TestStepResult result) => result.Exception?.Message ?? result.Message;

    private static DateTimeOffset TimeOf(Timestamp time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.Seconds).AddTicks(time.Nanos / TimeSpan.NanosecondsPerTick);
}
