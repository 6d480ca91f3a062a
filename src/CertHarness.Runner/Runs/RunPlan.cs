using CertHarness.Drivers;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Planning;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Runs;

/// <summary>Makes the plan of a campaign.</summary>
public static class RunPlan
{
    /// <summary>Plans a campaign with what was declared and observed.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="campaign">The campaign; its profile is in the suite.</param>
    /// <param name="driver">The driver of the profile's scheme, whose monitors watch.</param>
    /// <param name="offer">What can be done to the SUT.</param>
    /// <param name="observed">What a probe saw; nothing where none was made.</param>
    public static Plan Of(Suite suite, Campaign campaign, IProtocolDriver driver, SutOffer offer, IReadOnlyList<ObservedCapability> observed)
    {
        var profile = suite.Profiles.Single(p => p.Id == campaign.Profile);
        var seen = observed.ToDictionary(c => c.Id);
        var capabilities = seen.Keys.Union(campaign.Ics.Keys).Order(StringComparer.Ordinal).Select(id => new CapabilityStatus(
            id, campaign.Ics.GetValueOrDefault(id), seen.GetValueOrDefault(id)?.Present, seen.GetValueOrDefault(id)?.Remark));
        return Planner.Plan(
            profile,
            suite.Catalogues,
            [.. suite.ScenariosOf(profile).Select(Suite.Planned)],
            driver.Monitors.Where(m => m.Concerns(profile.Role)).Select(m => m.Requirement).ToHashSet(),
            [.. capabilities],
            offer,
            campaign.Target ?? profile.Target,
            campaign.Seed,
            suite.DigestFor(profile));
    }
}
