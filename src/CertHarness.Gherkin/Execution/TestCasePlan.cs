namespace CertHarness.Gherkin.Execution;

/// <summary>A scenario with all that will be called for it.</summary>
internal sealed class TestCasePlan
{
    public required Scenario Scenario { get; init; }

    public required string Id { get; init; }

    public required PlannedStep[] Steps { get; init; }

    public required Hook[] BeforeStep { get; init; }

    public required Hook[] AfterStep { get; init; }

    public Wire.Envelope Message(string testRunStartedId, PlannedStep? last = null) => Wire.Envelope.Create(new Wire.TestCase(
        Id, Scenario.Pickle.Id, [.. (last is null ? Steps : Steps.Append(last)).Select(s => s.Message)], testRunStartedId));
}

/// <summary>A hook or a step of a scenario, as it stands in a test case.</summary>
internal sealed class PlannedStep
{
    public PlannedStep(string id, Hook hook, string hookId)
    {
        Hook = hook;
        Message = new Wire.TestStep(hookId, id, null, null, null);
    }

    public PlannedStep(string id, string hookId) => Message = new Wire.TestStep(hookId, id, null, null, null);

    public PlannedStep(string id, ScenarioStep step, StepMatch match, string[] definitionIds)
    {
        Step = step;
        Match = match;
        Message = new Wire.TestStep(
            null, id, step.PickleStep.Id, [.. match.Candidates.Select(c => definitionIds[c.Index])], match.WireArguments);
    }

    public string Id => Message.Id;

    public Wire.TestStep Message { get; }

    public Hook? Hook { get; }

    public ScenarioStep? Step { get; }

    public StepMatch? Match { get; }

    /// <summary>Whether it must run whatever came before.</summary>
    public bool Always => Hook?.Type == Wire.HookType.AFTER_TEST_CASE;

    public override string ToString() => Step?.Text ?? Hook?.Method.ToString() ?? "disposing of the scenario's services";
}
