using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration;
using CertHarness.Model.Profiles;
using CertHarness.Runner.Campaigns;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Qualifying;

/// <summary>A campaign whose SUT is asked whether it passes.</summary>
/// <param name="Name">The campaign's name.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Obstacle">Why its SUT cannot be started on this machine, or null.</param>
public sealed record WitnessCampaign(string Name, Campaign Campaign, string? Obstacle)
{
    private const string OurName = "CertHarness";

    /// <summary>Whether the SUT travels with the tool and was made with it.</summary>
    /// <param name="harness">What is plugged in.</param>
    public bool IsReference(Harness harness) => Campaign.Provision is EmbeddedProvision embedded
        && harness.EmbeddedSuts.Any(s => s.Name == embedded.Name && s.Description.Vendor == OurName);

    /// <summary>
    /// The campaigns of the suite that test by a profile and start their SUT themselves. What somebody else has started may be
    /// anything, and is asked only where it is named.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="harness">What is plugged in.</param>
    /// <param name="seed">The seed of all randomness, or null for the campaign's.</param>
    public static IReadOnlyList<WitnessCampaign> AllOf(Suite suite, Profile profile, Harness harness, int? seed)
    {
        var found = new List<WitnessCampaign>();
        foreach (var name in suite.CampaignNames)
        {
            // One that cannot be read is none: a secret of its own may be missing on this machine.
            var diagnostics = new DiagnosticBag();
            var campaign = new CampaignSource(name, null, null, seed).Resolve(suite, harness, diagnostics);
            if (campaign is { Provision: not ExternalProvision } && campaign.Profile == profile.Id && !diagnostics.Diagnostics.Any(d => d.Severity == Severity.Error))
                found.Add(new WitnessCampaign(name, campaign, Provisioners.Obstacle(campaign.Provision)));
        }

        return found;
    }
}
