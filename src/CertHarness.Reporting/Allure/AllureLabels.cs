using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;

namespace CertHarness.Reporting.Allure;

/// <summary>
/// The labels by which Allure sorts cases. Its behaviours page then reads criterion, feature, rule: the order in which a
/// certificate is argued; its suites page reads profile, feature, rule.
/// </summary>
internal static class AllureLabels
{
    public static IReadOnlyList<AllureLabel> Of(Evaluation evaluation, ReportedCase reported)
    {
        var scenario = reported.Result.Scenario;
        var labels = new List<AllureLabel>();
        labels.AddRange(Criteria(reported).Select(criterion => Label("epic", Heading(criterion))));
        labels.Add(Label("feature", scenario.Feature));
        if (scenario.Rule is { } story)
            labels.Add(Label("story", story));
        labels.Add(Label("parentSuite", evaluation.ProfileTitle.En));
        labels.Add(Label("suite", scenario.Feature));
        if (scenario.Rule is { } rule)
            labels.Add(Label("subSuite", rule));
        labels.Add(Label("severity", Severity(reported.Weightiest)));
        labels.AddRange(reported.Requirements.Select(r => r.Requirement.Phase).OfType<ResiliencePhase>().Distinct().Order()
            .Select(phase => Label("phase", phase.Word())));
        labels.AddRange(scenario.Tags.Select(t => t.TrimStart('@')).Distinct().Select(tag => Label("tag", tag)));
        labels.Add(Label("language", "Gherkin"));
        labels.Add(Label("framework", "CertHarness"));
        return labels;
    }

    /// <summary>What a fault costs: a MUST of the lowest level stops every seal, a MAY none.</summary>
    public static string Severity(RequirementResult? requirement) => (requirement?.Requirement.Obligation, requirement?.Level) switch
    {
        (Obligation.Must, Level.Basic) => "blocker",
        (Obligation.Must, Level.Substantial) => "critical",
        (Obligation.Must, _) => "normal",
        (Obligation.Should, _) => "minor",
        (Obligation.May, _) => "trivial",
        _ => "normal",
    };

    // A scenario that verifies no requirement of the profile still names its criterion in a tag.
    private static IEnumerable<Criterion> Criteria(ReportedCase reported)
    {
        var ofRequirements = reported.Requirements.Select(r => r.Requirement.Criterion).Distinct().Order().ToList();
        return ofRequirements.Count > 0
            ? ofRequirements
            : Enum.GetValues<Criterion>().Where(c => reported.Result.Scenario.Tags.Contains("@" + c.Word()));
    }

    // "Data integrity", not "data-integrity": it stands as a heading.
    private static string Heading(Criterion criterion)
    {
        var word = criterion.Word().Replace('-', ' ');
        return char.ToUpperInvariant(word[0]) + word[1..];
    }

    private static AllureLabel Label(string name, string value) => new(name, Printable.Cut(value, 500));
}
