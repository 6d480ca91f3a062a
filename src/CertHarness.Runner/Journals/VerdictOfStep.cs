using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;
using Io.Cucumber.Messages.Types;

namespace CertHarness.Runner.Journals;

/// <summary>From what the journal says of a step to a verdict.</summary>
internal static class VerdictOfStep
{
    /// <summary>The verdict of a finished step.</summary>
    /// <param name="result">Its result.</param>
    /// <param name="type">The role of its keyword; null for a hook.</param>
    public static Verdict Of(TestStepResult result, PickleStepType? type) => result.Status switch
    {
        TestStepResultStatus.PASSED => Verdict.Pass,
        TestStepResultStatus.SKIPPED => Verdict.NotApplicable,
        TestStepResultStatus.FAILED => OfException(result.Exception?.Type, type),
        _ => Verdict.Error,
    };

    private static Verdict OfException(string? exception, PickleStepType? type)
    {
        // A scenario whose evidence found no place on the disk has proved nothing.
        if (type is null && exception == typeof(IOException).FullName)
            return Verdict.Inconclusive;

        if (exception == typeof(ExpectationNotMetException).FullName)
        {
            return type switch
            {
                PickleStepType.OUTCOME => Verdict.Fail,
                null => Verdict.Error,
                _ => Verdict.Inconclusive,
            };
        }

        return exception == typeof(SutUnavailableException).FullName || exception == typeof(ScenarioTimedOutException).FullName
            ? Verdict.Inconclusive
            : Verdict.Error;
    }
}
