using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Seal.Evaluating;

/// <summary>Which level requirements earn.</summary>
internal static class Levels
{
    /// <summary>The highest level up to which every requirement passed or is not applicable and at least one passed.</summary>
    public static Level? Earned(IReadOnlyCollection<RequirementResult> requirements) =>
        Enum.GetValues<Level>()
            .Where(level => requirements.Where(r => r.Level <= level).Select(r => r.VerdictAt(level)).RollUp() == Verdict.Pass)
            .Cast<Level?>()
            .Max();

    public static CriterionResult Of(Criterion criterion, IReadOnlyCollection<RequirementResult> requirements, Level target) =>
        new(criterion, Asked(requirements, target), Earned(requirements), VerdictCounts.Of(requirements.Select(r => r.Verdict)));

    public static PhaseResult Of(ResiliencePhase phase, IReadOnlyCollection<RequirementResult> requirements, Level target) =>
        new(phase, Asked(requirements, target), Earned(requirements), VerdictCounts.Of(requirements.Select(r => r.Verdict)));

    /// <summary>The verdict over what the target asks; where it asks nothing, nothing has been missed.</summary>
    private static Verdict Asked(IReadOnlyCollection<RequirementResult> requirements, Level target) =>
        requirements.Where(r => r.Level <= target).Select(r => r.Verdict).DefaultIfEmpty(Verdict.NotApplicable).RollUp();
}
