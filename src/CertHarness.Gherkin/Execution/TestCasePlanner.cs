namespace CertHarness.Gherkin.Execution;

/// <summary>Finds the hooks and step definitions of each scenario.</summary>
internal sealed class TestCasePlanner(StepLibrary library, IncrementingIds ids, string[] hookIds, string[] definitionIds)
{
    private readonly Hook[] _before = Sorted(library, Wire.HookType.BEFORE_TEST_CASE);
    private readonly Hook[] _after = Sorted(library, Wire.HookType.AFTER_TEST_CASE);
    private readonly Hook[] _beforeStep = Sorted(library, Wire.HookType.BEFORE_TEST_STEP);
    private readonly Hook[] _afterStep = Sorted(library, Wire.HookType.AFTER_TEST_STEP);

    /// <summary>Plans scenarios. Matching takes the time, so it uses all processors; ids are given in order.</summary>
    public List<TestCasePlan> Plan(IReadOnlyList<Scenario> scenarios)
    {
        var matches = new StepMatch[scenarios.Count][];
        Parallel.For(0, matches.Length, i => matches[i] = [.. scenarios[i].Steps.Select(s => library.Match(scenarios[i], s))]);
        return [.. scenarios.Select((s, i) => Plan(s, matches[i]))];
    }

    private TestCasePlan Plan(Scenario scenario, StepMatch[] matches)
    {
        var id = ids.GetNewId();
        var steps = new List<PlannedStep>(scenario.Steps.Count + _before.Length + _after.Length);
        foreach (var hook in Covering(_before, scenario))
            steps.Add(new PlannedStep(ids.GetNewId(), hook, hookIds[hook.Index]));
        for (var i = 0; i < matches.Length; i++)
            steps.Add(new PlannedStep(ids.GetNewId(), scenario.Steps[i], matches[i], definitionIds));
        foreach (var hook in Covering(_after, scenario))
            steps.Add(new PlannedStep(ids.GetNewId(), hook, hookIds[hook.Index]));
        return new TestCasePlan
        {
            Scenario = scenario,
            Id = id,
            Steps = [.. steps],
            BeforeStep = Covering(_beforeStep, scenario),
            AfterStep = Covering(_afterStep, scenario),
        };
    }

    private static Hook[] Covering(Hook[] hooks, Scenario scenario) =>
        hooks.Length == 0 ? hooks : Array.FindAll(hooks, h => h.Covers(scenario));

    /// <summary>By order; within the same order what was opened last is closed first.</summary>
    private static Hook[] Sorted(StepLibrary library, Wire.HookType type)
    {
        var backwards = type is Wire.HookType.AFTER_TEST_CASE or Wire.HookType.AFTER_TEST_STEP;
        return [.. library.Hooks.Where(h => h.Type == type).OrderBy(h => h.Order).ThenBy(h => backwards ? -h.Index : h.Index)];
    }
}
