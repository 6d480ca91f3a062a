using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Seal.Evaluating;
using CsCheck;

namespace CertHarness.Seal.Tests.Evaluating;

public sealed class EvaluatorPropertyTests
{
    private static readonly string[] Keys = ["a", "b", "c", "d", "e"];

    private static readonly Gen<PlannedRequirement> AnyRequirement = Gen.Select(
        Gen.Enum<Level>(),
        Gen.OneOf(Keys).Array[0, 3],
        Gen.Int[0, 5],
        Gen.Enum<Criterion>(),
        Gen.OneOf("x", "y", null!),
        (level, scenarios, odds, criterion, capability) =>
            Runs.Requirement("S", level, odds == 0 ? [] : [.. scenarios.Distinct()], odds == 0 ? "why" : null, criterion, capability));

    private static readonly Gen<CapabilityStatus> AnyCapability = Gen.Select(
        Gen.OneOf("x", "y", "z"),
        Gen.Enum<Declaration>(),
        Gen.OneOf<bool?>(true, false, null),
        (id, declared, observed) => new CapabilityStatus(id, declared, observed));

    // Mostly passes, so that levels are earned often enough for the properties to mean something.
    private static readonly Gen<Verdict> LuckyVerdict = Gen.Frequency((4, Gen.Const(Verdict.Pass)), (4, Gen.Enum<Verdict>()));

    private static readonly Gen<EvaluationInput> AnyInput = Gen.Select(
        Gen.Enum<Level>(),
        AnyRequirement.Array[0, 6],
        Gen.OneOf(Gen.Const(Array.Empty<CapabilityStatus>()), AnyCapability.Array[1, 2]),
        LuckyVerdict.Array[Keys.Length],
        Gen.Int[0, 10],
        (target, requirements, capabilities, verdicts, odds) =>
        {
            var numbered = requirements.Select((r, i) => r with { Requirement = r.Requirement with { Id = $"S-{i}" } });
            var plan = Runs.Plan(target, [.. numbered], capabilities);
            var results = Keys.Zip(verdicts).Where(r => plan.Scenarios.Any(s => s.Key == r.First)).Skip(odds == 0 ? 1 : 0).ToArray();
            return Runs.Input(plan, results) with { Reason = odds == 1 ? "cancelled" : null };
        });

    [Fact]
    public void Turning_any_scenario_to_fail_never_improves_anything() =>
        Gen.Select(AnyInput, Gen.Int[0, 4]).Sample((input, index) =>
        {
            if (input.Plan.Scenarios.Count == 0)
                return true;
            var scenario = input.Plan.Scenarios[index % input.Plan.Scenarios.Count];
            var before = Evaluator.Evaluate(input);
            var after = Evaluator.Evaluate(input with { Results = With(input.Results, scenario, Verdict.Fail) });
            return (after.Verdict >= before.Verdict || before.Verdict == Verdict.Error) && !(Rank(after.Level) > Rank(before.Level))
                && after.Criteria.Zip(before.Criteria).All(c => Rank(c.First.Level) <= Rank(c.Second.Level));
        });

    [Fact]
    public void Taking_a_result_away_never_makes_a_pass() =>
        Gen.Select(AnyInput, Gen.Int[0, 4]).Sample((input, index) =>
        {
            var missing = Keys[index];
            var before = Evaluator.Evaluate(input);
            var after = Evaluator.Evaluate(input with { Results = input.Results.Where(r => r.Key != missing).ToDictionary() });
            return after.Verdict != Verdict.Pass || before.Verdict == Verdict.Pass;
        });

    [Fact]
    public void The_order_of_the_input_never_matters() =>
        AnyInput.SelectMany(input => Gen.Select(
                Gen.Shuffle(input.Plan.Requirements.ToArray()),
                Gen.Shuffle(input.Plan.Capabilities.ToArray()),
                Gen.Shuffle(input.Results.ToArray())),
            (input, shuffled) => (input, shuffled))
            .Sample((input, shuffled) =>
            {
                var (requirements, capabilities, results) = shuffled;
                var before = Evaluator.Evaluate(input);
                var after = Evaluator.Evaluate(input with
                {
                    Plan = input.Plan with
                    {
                        Requirements = requirements,
                        Capabilities = capabilities,
                        Scenarios = [.. input.Plan.Scenarios.Reverse()],
                    },
                    Results = results.ToDictionary(),
                });
                return before.Verdict == after.Verdict && before.Level == after.Level
                    && before.Criteria.SequenceEqual(after.Criteria)
                    && before.Requirements.OrderBy(r => r.Requirement.Id).SequenceEqual(after.Requirements.OrderBy(r => r.Requirement.Id));
            });

    [Fact]
    public void A_pass_means_that_something_passed_and_the_target_is_earned() =>
        AnyInput.Sample(input =>
        {
            var evaluation = Evaluator.Evaluate(input);
            var passed = evaluation.Requirements.Any(r => r.Level <= evaluation.Target && r.Verdict == Verdict.Pass);
            return evaluation.Verdict == Verdict.Pass == (passed && evaluation.Level >= evaluation.Target);
        });

    [Fact]
    public void A_pass_wants_a_scenario_that_passed_and_none_missing() =>
        AnyInput.Sample(input =>
        {
            var evaluation = Evaluator.Evaluate(input);
            var needed = input.Plan.Requirements.Where(r => r.Level <= input.Plan.Target).SelectMany(r => r.Scenarios).ToList();
            return evaluation.Verdict != Verdict.Pass
                || (needed.Exists(key => input.Results[key].Verdict == Verdict.Pass)
                    && needed.TrueForAll(key => input.Results[key].Verdict is Verdict.Pass or Verdict.NotApplicable));
        });

    [Fact]
    public void An_evaluation_made_again_from_its_documents_is_the_same() =>
        AnyInput.Sample(
            input =>
            {
                var again = input with { Plan = ModelJson.ReadPlan(ModelJson.Write(input.Plan)) };
                return ModelJson.Write(Evaluator.Evaluate(input)) == ModelJson.Write(Evaluator.Evaluate(again));
            },
            iter: 20);

    private static int Rank(Level? level) => level is { } l ? (int)l : -1;

    private static Dictionary<string, ScenarioResult> With(
        IReadOnlyDictionary<string, ScenarioResult> results, PlannedScenario scenario, Verdict verdict) =>
        new(results) { [scenario.Key] = new ScenarioResult { Scenario = scenario, Verdict = verdict } };
}
