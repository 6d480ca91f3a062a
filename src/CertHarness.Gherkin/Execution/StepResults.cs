namespace CertHarness.Gherkin.Execution;

/// <summary>What came of a step.</summary>
/// <param name="Status">The status.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Failure">The whole result where it tells what was thrown; null elsewhere.</param>
internal readonly record struct StepResult(Wire.TestStepResultStatus Status, TimeSpan Duration, Wire.TestStepResult? Failure)
{
    /// <summary>The result as Cucumber Messages has it.</summary>
    public Wire.TestStepResult ToMessage() => Failure ?? new Wire.TestStepResult(StepResults.Lasting(Duration), null, Status, null);
}

/// <summary>Makes step results.</summary>
internal static class StepResults
{
    public static StepResult Of(Wire.TestStepResultStatus status) => new(status, TimeSpan.Zero, null);

    public static StepResult Of(Exception? error, TimeSpan elapsed)
    {
        if (error is null)
            return new StepResult(Wire.TestStepResultStatus.PASSED, elapsed, null);
        var status = StatusOf(error);
        return new StepResult(status, elapsed, new Wire.TestStepResult(Lasting(elapsed), error.Message, status, Describe(error)));
    }

    public static Wire.Duration Lasting(TimeSpan elapsed) =>
        new(elapsed.Ticks / TimeSpan.TicksPerSecond, elapsed.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

    public static Wire.Exception Describe(Exception error) => new(error.GetType().FullName, error.Message, error.ToString());

    private static Wire.TestStepResultStatus StatusOf(Exception error) => error switch
    {
        ScenarioSkippedException => Wire.TestStepResultStatus.SKIPPED,
        PendingStepException => Wire.TestStepResultStatus.PENDING,
        _ => Wire.TestStepResultStatus.FAILED,
    };
}
