using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Planning;

/// <summary>Makes plans.</summary>
public static class Planner
{
    /// <summary>Plans the scenarios for every requirement of a profile, or says why it is not applicable.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="catalogues">The catalogues with all its requirements.</param>
    /// <param name="scenarios">The scenarios of its features, in their order.</param>
    /// <param name="monitored">The ids of the requirements that monitors watch.</param>
    /// <param name="capabilities">The capabilities as declared and observed; one that is missing counts as not stated and unknown.</param>
    /// <param name="offer">What can be done to the SUT.</param>
    /// <param name="target">The level that the run must earn.</param>
    /// <param name="seed">The seed of all randomness.</param>
    /// <param name="suiteDigest">SHA-256 over features, catalogues and profile, in lower-case hexadecimal.</param>
    /// <exception cref="ArgumentException">No catalogue has a requirement of the profile.</exception>
    public static Plan Plan(
        Profile profile,
        IReadOnlyCollection<Catalogue> catalogues,
        IReadOnlyList<PlannedScenario> scenarios,
        IReadOnlyCollection<string> monitored,
        IReadOnlyList<CapabilityStatus> capabilities,
        SutOffer offer,
        Level target,
        int seed,
        string suiteDigest)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var rows = catalogues.SelectMany(c => c.Requirements).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var tagged = scenarios.SelectMany(s => s.Tags.Select(tag => (Tag: tag, Scenario: s))).ToLookup(s => s.Tag, s => s.Scenario);
        var requirements = profile.Requirements.Select(Planned).ToList();
        var needed = requirements.SelectMany(r => r.Scenarios).ToHashSet(StringComparer.Ordinal);
        return new Plan
        {
            Profile = profile.Id,
            ProfileVersion = profile.Version,
            ProfileTitle = profile.Title,
            Target = target,
            Seed = seed,
            SuiteDigest = suiteDigest,
            Parameters = profile.Parameters,
            Requirements = requirements,
            Scenarios = [.. scenarios.Where(s => needed.Contains(s.Key))],
            Capabilities = capabilities,
        };

        PlannedRequirement Planned(ProfileRequirement wanted) =>
            Chosen(wanted) with { Limits = [.. profile.Limits.Where(l => l.Requirement == wanted.Id)] };

        PlannedRequirement Chosen(ProfileRequirement wanted)
        {
            if (!rows.TryGetValue(wanted.Id, out var row))
                throw new ArgumentException($"No catalogue has {wanted.Id}, which the profile {profile.Id} names.", nameof(catalogues));
            var reason = new[] { wanted.When, row.Capability }.OfType<string>().Select(WhyNotApplicable).FirstOrDefault(r => r is not null);
            if (reason is not null)
                return new PlannedRequirement(row, wanted.Level, [], reason);

            var own = tagged["@" + row.Id].DistinctBy(s => s.Key).Select(s => (s.Key, Reason: WhyNotFitting(s))).ToList();
            return own.Count == 0 || monitored.Contains(row.Id) || own.Exists(s => s.Reason is null)
                ? new PlannedRequirement(row, wanted.Level, [.. own.Where(s => s.Reason is null).Select(s => s.Key)], null, monitored.Contains(row.Id))
                : new PlannedRequirement(row, wanted.Level, [], own[0].Reason);
        }

        // A tag that names a capability, as a requirement may: without that capability there is nothing to try.
        string? WhyNotFitting(PlannedScenario scenario) => scenario.Tags.Select(tag => tag.TrimStart('@'))
            .Where(tag => capabilities.Any(c => c.Id == new Condition(tag).Capability))
            .Select(WhyNotApplicable)
            .Concat(scenario.Tags.Select(tag => Needs.WhyNot(tag, offer)))
            .FirstOrDefault(r => r is not null);

        string? WhyNotApplicable(string text)
        {
            var condition = new Condition(text);
            var status = capabilities.FirstOrDefault(c => c.Id == condition.Capability)
                ?? new CapabilityStatus(condition.Capability, Declaration.NotStated, null);
            return condition.WhyNotApplicable(status);
        }
    }
}
