namespace CertHarness.Gherkin.Execution;

/// <summary>A scenario with all that will be called for it.</summary>
internal sealed record TestCasePlan(
    Scenario Scenario, long Id, PlannedStep[] Steps, Hook[] BeforeStep, Hook[] AfterStep, string TestRunStartedId)
{
    public Wire.TestCase ToMessage() =>
        new(RunMessage.Id(Id), Scenario.Pickle.Id, [.. Steps.Select(s => s.ToMessage())], TestRunStartedId);
}

/// <summary>A hook or a step of a scenario, as it stands in a test case.</summary>
internal sealed class PlannedStep
{
    private PlannedStep(long id) => Id = id;

    public long Id { get; }

    /// <summary>The id of its hook; null for a step.</summary>
    public string? HookId { get; private init; }

    /// <summary>The ids of the step definitions that match; empty for a hook.</summary>
    public string[] DefinitionIds { get; private init; } = [];

    public Hook? Hook { get; private init; }

    public ScenarioStep? Step { get; private init; }

    public StepMatch? Match { get; private init; }

    /// <summary>Whether it must run whatever came before.</summary>
    public bool Always => Hook?.Type == Wire.HookType.AFTER_TEST_CASE;

    public static PlannedStep Of(long id, Hook? hook, string hookId) => new(id) { Hook = hook, HookId = hookId };

    public static PlannedStep Of(long id, ScenarioStep step, StepMatch match, string[] definitionIds) =>
        new(id) { Step = step, Match = match, DefinitionIds = definitionIds };

    public Wire.TestStep ToMessage() => Match is null
        ? new Wire.TestStep(HookId, RunMessage.Id(Id), null, null, null)
        : new Wire.TestStep(null, RunMessage.Id(Id), Step!.PickleStep.Id, [.. DefinitionIds], Match.ToMessage());

    public override string ToString() => Step?.Text ?? Hook?.Method.ToString() ?? "disposing of the scenario's services";
}
