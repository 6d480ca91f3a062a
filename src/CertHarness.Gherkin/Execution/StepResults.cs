namespace CertHarness.Gherkin.Execution;

/// <summary>Makes step results.</summary>
internal static class StepResults
{
    private static readonly Wire.Duration None = new(0, 0);

    public static Wire.TestStepResult Of(Wire.TestStepResultStatus status) => new(None, null, status, null);

    public static Wire.TestStepResult Of(Exception? error, TimeSpan elapsed)
    {
        var duration = new Wire.Duration(
            elapsed.Ticks / TimeSpan.TicksPerSecond, elapsed.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        return error is null
            ? new Wire.TestStepResult(duration, null, Wire.TestStepResultStatus.PASSED, null)
            : new Wire.TestStepResult(duration, error.Message, StatusOf(error), Describe(error));
    }

    public static Wire.Exception Describe(Exception error) => new(error.GetType().FullName, error.Message, error.ToString());

    private static Wire.TestStepResultStatus StatusOf(Exception error) => error switch
    {
        ScenarioSkippedException => Wire.TestStepResultStatus.SKIPPED,
        PendingStepException => Wire.TestStepResultStatus.PENDING,
        _ => Wire.TestStepResultStatus.FAILED,
    };
}
