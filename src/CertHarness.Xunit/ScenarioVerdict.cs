using System.Text;
using CertHarness.Gherkin;
using CertHarness.Gherkin.Execution;
using global::Xunit.v3;

namespace CertHarness.Xunit;

/// <summary>From the record of a scenario to what xUnit shows: an exception for a test that did not pass, and its output.</summary>
internal static class ScenarioVerdict
{
    /// <summary>
    /// The exception that ends the test; null for one that passed. Skipped is skipped, and so is a scenario without a step, which has
    /// shown nothing; all else is a failure.
    /// </summary>
    public static Exception? Of(ScenarioOutcome outcome, ScenarioRecord record)
    {
        var scenario = outcome.Scenario;
        if (outcome.Status == Wire.TestStepResultStatus.PASSED && scenario.Steps.Count > 0)
            return null;
        if (outcome.Status is Wire.TestStepResultStatus.PASSED or Wire.TestStepResultStatus.UNKNOWN)
            return Skipped("The scenario has no steps.");

        var (step, result) = record.Steps.First(s => s.Result.Status == outcome.Status);
        if (outcome.Status == Wire.TestStepResultStatus.SKIPPED)
            return Skipped(MessageOf(result) ?? "A step left out the rest of the scenario.");

        var what = outcome.Status switch
        {
            Wire.TestStepResultStatus.UNDEFINED => $"No step definition matches. This one would:\n{record.Snippets.GetValueOrDefault(step.PickleStepId!)}",
            Wire.TestStepResultStatus.AMBIGUOUS => $"{step.StepDefinitionIds.Count} step definitions match.",
            Wire.TestStepResultStatus.PENDING => $"Pending: {MessageOf(result)}",
            _ => MessageOf(result),
        };
        return new ScenarioFailedException($"{Describe(scenario, step)}\n{what}", result.Exception);
    }

    /// <summary>The steps with what came of each.</summary>
    public static string Output(Scenario scenario, ScenarioRecord record)
    {
        var text = new StringBuilder($"{scenario.Feature}: {scenario.Name} ({scenario.Uri}:{scenario.Line})\n");
        foreach (var (step, result) in record.Steps)
        {
            if (Find(scenario, step) is { } written)
                text.Append($"  {result.Status.ToString().ToLowerInvariant(),-9} {written.Keyword} {written.Text}\n");
            else if (result.Status is not (Wire.TestStepResultStatus.PASSED or Wire.TestStepResultStatus.SKIPPED))
                text.Append($"  {result.Status.ToString().ToLowerInvariant(),-9} (a hook)\n");
        }

        return text.ToString();
    }

    private static ScenarioNotRunException Skipped(string reason) => new ScenarioNotRunException(DynamicSkipToken.Value + reason);

    private static string? MessageOf(Wire.TestStepResult result) => result.Exception?.Message ?? result.Message;

    private static string Describe(Scenario scenario, Wire.TestStep step) => Find(scenario, step) is { } written
        ? $"{written.Keyword} {written.Text} ({scenario.Uri}:{written.Line})"
        : $"In a hook of '{scenario.Name}' ({scenario.Uri}:{scenario.Line})";

    private static ScenarioStep? Find(Scenario scenario, Wire.TestStep step) =>
        scenario.Steps.FirstOrDefault(s => s.PickleStep.Id == step.PickleStepId);
}

/// <summary>A scenario did not pass. The message names the step with its line; the stack trace is that of the step's method.</summary>
public sealed class ScenarioFailedException : Exception
{
    private readonly Wire.Exception? _cause;

    internal ScenarioFailedException(string message, Wire.Exception? cause)
        : base(message) => _cause = cause;

    /// <summary>The full name of the type of what the step threw; null where it threw nothing, as an undefined step.</summary>
    public string? CauseType => _cause?.Type;

    /// <inheritdoc/>
    public override string? StackTrace => _cause?.StackTrace ?? base.StackTrace;
}

/// <summary>Tells xUnit, by the beginning of its message, that the test is skipped.</summary>
internal sealed class ScenarioNotRunException(string message) : Exception(message);
