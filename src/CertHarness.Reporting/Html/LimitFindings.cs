using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html;

/// <summary>What the profile's limits found, in the page's language.</summary>
internal static class LimitFindings
{
    /// <summary>The measurements beyond a bound, each with what was expected and observed.</summary>
    public static IEnumerable<XElement> Of(Page page, RequirementResult result) =>
        from limit in result.Limits
        from violation in limit.Violations
        where page.Scenarios.ContainsKey(violation.Scenario)
        select Classed(
            "div",
            "finding",
            FindingDetails.Of(page, page.Scenarios[violation.Scenario] with { Finding = Finding(page, limit, violation) }));

    /// <summary>Why limits leave a requirement undecided, or null where they do not.</summary>
    public static string? WhyUndecided(Page page, RequirementResult result)
    {
        // Where scenarios are to blame, they say why.
        var reasons = result.Reason is null ? [] : result.Limits.Where(l => l.Reason is not null).Select(l => Why(page, l)).Distinct().ToList();
        return reasons.Count == 0 ? null : string.Join('\n', reasons);
    }

    /// <summary>A bound in words, such as "at most 200 ms".</summary>
    public static string Bound(Page page, MeasurementLimit limit, double bound) => Texts.Fill(
        limit.Bound == Model.Profiles.Bound.AtMost ? page.Texts.AtMost : page.Texts.AtLeast, Value(page, bound, limit.Unit));

    /// <summary>A number with its unit.</summary>
    public static string Value(Page page, double value, string unit, double? beside = null) =>
        $"{page.Formats.Measured(value, beside)} {page.Unit(unit)}";

    private static string Why(Page page, LimitResult result)
    {
        var limit = result.Limit;
        return result.Measured.FirstOrDefault(m => m.Grading == Grading.OtherUnit) is { } other
            ? Texts.Fill(page.Texts.WhyOtherUnit, limit.Measurement, page.Unit(other.Unit), page.Unit(limit.Unit))
            : Texts.Fill(page.Texts.WhyNotRecorded, limit.Measurement);
    }

    private static Finding Finding(Page page, LimitResult result, LimitViolation violation)
    {
        var bound = result.Limit.BoundAt(result.At)!.Value;
        var measured = result.Measured.First(m => m.Scenario == violation.Scenario);
        return violation.ToFinding() with
        {
            Expected = Texts.Fill(page.Texts.ExpectedLimit, result.Limit.Measurement, Bound(page, result.Limit, bound), page.Texts.Levels[result.At]),
            Observed = Value(page, measured.Value, measured.Unit, beside: bound),
        };
    }
}
