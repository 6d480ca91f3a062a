using CertHarness.Gherkin;
using CertHarness.Model.Profiles;

namespace CertHarness.Runner.Qualifying;

/// <summary>Which requirements a qualification is about.</summary>
internal static class SelectedRequirements
{
    /// <summary>
    /// The requirements of the profile, in its order; where a part is asked for, those all of whose scenarios are in it: on some of
    /// its scenarios nothing can be said of a requirement.
    /// </summary>
    public static IReadOnlyList<ProfileRequirement> Requirements(this QualificationRequest request)
    {
        if (request.Only is null)
            return request.Profile.Requirements;

        var selected = request.Suite.Features.Select(request.Only).Select(s => s.Key).ToHashSet();
        return [.. request.Profile.Requirements.Where(r => request.ScenariosOf(r.Id) is { Count: > 0 } own && own.All(s => selected.Contains(s.Key)))];
    }

    /// <summary>The scenarios that verify a requirement.</summary>
    public static IReadOnlyList<Scenario> ScenariosOf(this QualificationRequest request, string requirement) =>
        [.. request.Suite.ScenariosOf(request.Profile).Where(s => s.Tags.Contains("@" + requirement))];
}
