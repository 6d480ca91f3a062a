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
    /// The campaigns of the suite that test by a profile and start their SUT themselves; where none does, those that test by another
    /// profile for the same kind of SUT. What somebody else has started may be anything, and is asked only where it is named.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="harness">What is plugged in.</param>
    /// <param name="seed">The seed of all randomness, or null for the campaign's.</param>
    public static IReadOnlyList<WitnessCampaign> AllOf(Suite suite, Profile profile, Harness harness, int? seed)
    {
        var own = AllOf(suite, campaign => campaign.Profile == profile.Id, null, harness, seed);
        if (own.Count > 0)
            return own;

        var alike = suite.Profiles.Where(p => p.Scheme == profile.Scheme && p.Role == profile.Role).Select(p => p.Id).ToHashSet();
        return AllOf(suite, campaign => alike.Contains(campaign.Profile), profile.Id, harness, seed);
    }

    private static List<WitnessCampaign> AllOf(Suite suite, Func<Campaign, bool> which, string? profile, Harness harness, int? seed)
    {
        var found = new List<WitnessCampaign>();
        foreach (var name in suite.CampaignNames)
        {
            // One that cannot be read is none: a secret of its own may be missing on this machine.
            if (Sound(new CampaignSource(name, null, null, seed)) is { Provision: not ExternalProvision } campaign && which(campaign)
                && Sound(new CampaignSource(name, profile, null, seed)) is { } witness)
            {
                found.Add(new WitnessCampaign(name, witness, Provisioners.Obstacle(witness.Provision)));
            }
        }

        return found;

        Campaign? Sound(CampaignSource source)
        {
            var diagnostics = new DiagnosticBag();
            var campaign = source.Resolve(suite, harness, diagnostics);
            return diagnostics.Diagnostics.Any(d => d.Severity == Severity.Error) ? null : campaign;
        }
    }
}
