using CertHarness.Model.Campaigns;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Seal.Evaluating;

/// <summary>Makes the evaluation of a run from its documents. The same input always gives the same evaluation.</summary>
public static class Evaluator
{
    /// <summary>Evaluates a run.</summary>
    /// <param name="input">Plan, results and facts of the run.</param>
    /// <exception cref="ArgumentException">There is a result for a scenario that is not in the plan.</exception>
    public static Evaluation Evaluate(EvaluationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = input.Plan;
        var scenarios = Scenarios(input);
        var byKey = scenarios.ToDictionary(s => s.Scenario.Key, StringComparer.Ordinal);
        var complete = plan.Scenarios.All(s => input.Results.ContainsKey(s.Key));
        var requirements = plan.Requirements.Select(r => Graded(Requirement(r, byKey, Monitors.Of(r, scenarios), complete), Limits.Of(r, byKey, plan.Target), plan.Target)).ToList();
        var capabilities = plan.Capabilities.Select(c => Capability(c, requirements)).ToList();
        var (verdict, reason) = Run(input, requirements, capabilities);
        var misstated = capabilities.Exists(c => c.Finding == CapabilityFinding.DeclaredNotObserved);
        return new Evaluation
        {
            Run = input.Run,
            ToolVersion = input.ToolVersion,
            Campaign = input.Campaign.Name,
            Assessment = input.Campaign.Assessment,
            Sut = input.Campaign.Sut,
            Endpoint = input.Endpoint,
            Identification = input.Identification,
            Started = input.Started,
            Finished = input.Finished,
            Verdict = verdict,
            Reason = reason,
            Target = plan.Target,
            Level = misstated || input.Reason is not null ? null : Levels.Earned(requirements),
            Profile = plan.Profile,
            ProfileVersion = plan.ProfileVersion,
            ProfileTitle = plan.ProfileTitle,
            SuiteDigest = plan.SuiteDigest,
            Parameters = plan.Parameters,
            Seed = plan.Seed,
            Requirements = requirements,
            Scenarios = scenarios,
            Criteria =
            [
                .. requirements
                    .GroupBy(r => r.Requirement.Criterion)
                    .OrderBy(criterion => criterion.Key)
                    .Select(criterion => Levels.Of(criterion.Key, [.. criterion], plan.Target)),
            ],
            Phases =
            [
                .. requirements
                    .Where(r => r.Requirement.Phase is not null)
                    .GroupBy(r => r.Requirement.Phase!.Value)
                    .OrderBy(phase => phase.Key)
                    .Select(phase => Levels.Of(phase.Key, [.. phase], plan.Target)),
            ],
            Capabilities = capabilities,
        };
    }

    private static List<ScenarioResult> Scenarios(EvaluationInput input)
    {
        var planned = input.Plan.Scenarios.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        if (input.Results.Keys.FirstOrDefault(key => !planned.Contains(key)) is { } stranger)
            throw new ArgumentException($"There is a result for {stranger}, which is not in the plan.", nameof(input));

        return [.. input.Plan.Scenarios.Select(s => input.Results.GetValueOrDefault(s.Key) ?? new ScenarioResult
        {
            Scenario = s,
            Verdict = Verdict.Inconclusive,
            Finding = new Finding(null, null, null, null, null, input.Reason ?? "did not run"),
        })];
    }

    private static RequirementResult Requirement(PlannedRequirement planned, Dictionary<string, ScenarioResult> scenarios, MonitorResult? monitor, bool complete)
    {
        var (verdict, reason) = planned switch
        {
            { NotApplicable: { } why } => (Verdict.NotApplicable, why),
            { Scenarios.Count: 0 } when monitor is not null => Monitors.VerdictOf(monitor, complete),
            { Scenarios.Count: 0, Requirement.Untestable: { } why } => (Verdict.Inconclusive, $"no test from outside is possible: {why}"),
            { Scenarios.Count: 0 } => (Verdict.Inconclusive, "no scenario verifies it"),
            _ => (planned.Scenarios.Select(key => scenarios.GetValueOrDefault(key)?.Verdict ?? Verdict.Inconclusive).RollUp(), (string?)null),
        };
        // One packet that breaks a statement outweighs scenarios that passed; packets that keep it prove nothing that they did not.
        Verdict[] all = monitor is { Violations.Count: > 0 } ? [verdict, Verdict.Fail] : [verdict];
        return new RequirementResult(planned.Requirement, planned.Level, all.RollUp(), planned.Scenarios, reason, monitor);
    }

    /// <summary>A requirement with its limits. What does not apply is not measured either.</summary>
    private static RequirementResult Graded(RequirementResult result, IReadOnlyList<LimitResult> limits, Level target)
    {
        if (limits.Count == 0 || result.Verdict == Verdict.NotApplicable)
            return result;

        var atLevels = Enum.GetValues<Level>().ToDictionary(
            level => level, level => limits.Select(l => Limits.VerdictAt(l, level)).Append(result.Verdict).RollUp());
        // Where scenarios leave it open already, they say why.
        var reasons = result.Verdict == Verdict.Pass ? limits.Select(l => l.Reason).OfType<string>().Distinct() : [];
        return result with
        {
            Verdict = atLevels[(Level)Math.Max((int)result.Level, (int)target)],
            Reason = reasons.Any() ? string.Join('\n', reasons) : result.Reason,
            Limits = limits,
            AtLevels = atLevels,
        };
    }

    private static CapabilityResult Capability(CapabilityStatus status, List<RequirementResult> requirements)
    {
        var verdicts = requirements.Where(r => r.Requirement.Capability == status.Id).Select(r => r.Verdict).ToList();
        CapabilityFinding? finding = status switch
        {
            { Declared: Declaration.Supported, Observed: false } => CapabilityFinding.DeclaredNotObserved,
            { Declared: not Declaration.Supported, Observed: true } => CapabilityFinding.ObservedNotDeclared,
            _ => null,
        };
        return new CapabilityResult(status, verdicts.Count == 0 ? null : verdicts.RollUp(), finding);
    }

    private static (Verdict Verdict, string? Reason) Run(
        EvaluationInput input, List<RequirementResult> requirements, List<CapabilityResult> capabilities)
    {
        var rolledUp = requirements.Where(r => r.Level <= input.Plan.Target).Select(r => r.Verdict).RollUp();
        var misstated = capabilities.Where(c => c.Finding == CapabilityFinding.DeclaredNotObserved).Select(c => c.Status.Id).ToList();
        var vacuous = rolledUp == Verdict.NotApplicable;
        Verdict[] all =
        [
            vacuous ? Verdict.Inconclusive : rolledUp,
            misstated.Count > 0 ? Verdict.Fail : Verdict.NotApplicable,
            input.Reason is null ? Verdict.NotApplicable : Verdict.Inconclusive,
        ];
        var statement = misstated.Count > 0 ? $"declared as supported, but not observed: {string.Join(", ", misstated)}" : null;
        // The false statement is what the run fails for, whatever else made it incomplete.
        string[] reasons = [.. new[] { statement, input.Reason }.OfType<string>()];
        var reason = reasons.Length > 0 ? string.Join('\n', reasons)
            : vacuous ? "no requirement up to the target level is applicable"
            : null;
        return (all.RollUp(), reason);
    }
}
