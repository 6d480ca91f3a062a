namespace CertHarness.Gherkin.Execution;

/// <summary>Finds the hooks and step definitions of each scenario.</summary>
internal sealed class TestCasePlanner(StepLibrary library, IncrementingIds ids, string[] hookIds, string[] definitionIds, string testRunStartedId)
{
    private readonly Hook[] _before = library.HooksOf(Wire.HookType.BEFORE_TEST_CASE);
    private readonly Hook[] _after = library.HooksOf(Wire.HookType.AFTER_TEST_CASE);
    private readonly Hook[] _beforeStep = library.HooksOf(Wire.HookType.BEFORE_TEST_STEP);
    private readonly Hook[] _afterStep = library.HooksOf(Wire.HookType.AFTER_TEST_STEP);

    /// <summary>Every step definition's id alone, for the many steps that only one matches.</summary>
    private readonly string[][] _single = Array.ConvertAll(definitionIds, id => new[] { id });

    /// <summary>Plans scenarios. Matching takes the time, so it uses all processors; ids are given in order.</summary>
    public TestCasePlan[] Plan(IReadOnlyList<Scenario> scenarios)
    {
        var first = new long[scenarios.Count];
        for (var i = 0; i < first.Length; i++)
        {
            var hooks = Covering(_before, scenarios[i]).Length + Covering(_after, scenarios[i]).Length;
            first[i] = ids.Take(1 + hooks + scenarios[i].Steps.Count);
        }

        var plans = new TestCasePlan[first.Length];
        Parallel.For(0, plans.Length, i => plans[i] = Plan(scenarios[i], first[i]));
        return plans;
    }

    private TestCasePlan Plan(Scenario scenario, long id)
    {
        var before = Covering(_before, scenario);
        var after = Covering(_after, scenario);
        var steps = new PlannedStep[before.Length + scenario.Steps.Count + after.Length];
        var next = 0;
        foreach (var hook in before)
            Add(PlannedStep.Of(id + next + 1, hook, hookIds[hook.Index]));
        for (var i = 0; i < scenario.Steps.Count; i++)
        {
            var match = library.Match(scenario, scenario.Steps[i]);
            Add(PlannedStep.Of(id + next + 1, scenario.Steps[i], match, IdsOf(match)));
        }

        foreach (var hook in after)
            Add(PlannedStep.Of(id + next + 1, hook, hookIds[hook.Index]));
        return new TestCasePlan(scenario, id, steps, Covering(_beforeStep, scenario), Covering(_afterStep, scenario), testRunStartedId);

        void Add(PlannedStep step) => steps[next++] = step;
    }

    private string[] IdsOf(StepMatch match) => match.Definition is { } only
        ? _single[only.Index]
        : [.. match.Candidates.Select(c => definitionIds[c.Index])];

    private static Hook[] Covering(Hook[] hooks, Scenario scenario) =>
        hooks.Length == 0 ? hooks : Array.FindAll(hooks, h => h.Covers(scenario));
}
