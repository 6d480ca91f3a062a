namespace CertHarness.Gherkin.Execution;

/// <summary>Thrown by a step or hook to leave out the rest of the scenario: its status is skipped, not failed.</summary>
/// <param name="reason">Why it is left out.</param>
public sealed class ScenarioSkippedException(string reason) : Exception(reason);

/// <summary>Thrown by a step that is not written yet.</summary>
/// <param name="message">What is missing.</param>
public sealed class PendingStepException(string message = "This step is not written yet.") : Exception(message);

/// <summary>A scenario ran longer than it may.</summary>
public sealed class ScenarioTimedOutException : Exception
{
    internal ScenarioTimedOutException(TimeSpan limit)
        : base($"The scenario did not end within {limit.TotalSeconds:0.###} s.") => Limit = limit;

    /// <summary>How long it may run.</summary>
    public TimeSpan Limit { get; }
}

/// <summary>A step and its method do not agree, so the method cannot be called.</summary>
public sealed class StepBindingException : Exception
{
    internal StepBindingException(string message)
        : base(message)
    {
    }
}
