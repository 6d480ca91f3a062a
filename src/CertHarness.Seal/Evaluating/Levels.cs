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

    public static CriterionResult Of(Criterion criterion, IReadOnlyCollection<RequirementResult> requirements, Level target)
    {
        // A criterion of which the target asks nothing has not been missed.
        var asked = requirements.Where(r => r.Level <= target).Select(r => r.Verdict).DefaultIfEmpty(Verdict.NotApplicable);
        return new CriterionResult(criterion, asked.RollUp(), Earned(requirements), VerdictCounts.Of(requirements.Select(r => r.Verdict)));
    }
}
