using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Configuration;

/// <summary>Checks whether files that are right each for itself fit together.</summary>
public static class ConfigurationCheck
{
    private const int MostListed = 12;

    /// <summary>Checks that catalogues hold every requirement of a profile and that it can be tested at all.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="sources">Where its parts stand.</param>
    /// <param name="catalogues">All catalogues.</param>
    /// <param name="diagnostics">Takes everything that does not fit.</param>
    public static void Check(Profile profile, SourceMap sources, IReadOnlyCollection<Catalogue> catalogues, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var rows = catalogues.SelectMany(c => c.Requirements).DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var (id, _, _) in profile.Requirements)
        {
            if (!rows.TryGetValue(id, out var row))
            {
                var expected = "a requirement of a catalogue" + Suggestion.Question(id, rows.Keys);
                diagnostics.Add(sources.Error(id, $"found {id}, which no catalogue has", expected));
            }
            else if (row.Untestable is { } reason)
            {
                var message = $"found {id}, which cannot be tested from outside ({reason})";
                var expected = "a requirement that a scenario can verify; with this one no level can be earned";
                diagnostics.Add(sources.Error(id, message, expected));
            }
        }
    }

    /// <summary>Checks a campaign against what there is: profile, embedded SUT, scheme of the endpoint, capabilities.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="sources">Where its parts stand.</param>
    /// <param name="profiles">All profiles.</param>
    /// <param name="catalogues">All catalogues.</param>
    /// <param name="embedded">The names of all embedded SUTs.</param>
    /// <param name="schemes">The schemes of endpoints that the driver of a profile's scheme serves.</param>
    /// <param name="diagnostics">Takes everything that does not fit.</param>
    public static void Check(
        Campaign campaign,
        SourceMap sources,
        IReadOnlyCollection<Profile> profiles,
        IReadOnlyCollection<Catalogue> catalogues,
        IReadOnlyCollection<string> embedded,
        Func<string, IReadOnlyCollection<string>> schemes,
        DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(schemes);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var profile = profiles.FirstOrDefault(p => p.Id == campaign.Profile);
        if (profile is null)
            Error("profile", campaign.Profile, OneOf("profile", campaign.Profile, profiles.Select(p => p.Id)));
        if (campaign.Provision is EmbeddedProvision { Name: var name } && !embedded.Contains(name))
            Error("start.embedded", name, OneOf("embedded SUT", name, embedded));
        if (profile is null)
            return;

        var endpoint = campaign.Provision switch
        {
            ProcessProvision process => process.Endpoint,
            ContainerProvision container => container.Endpoint,
            ExternalProvision external => external.Endpoint.OriginalString,
            DeviceProvision device => device.Listen.OriginalString,
            _ => null,
        };
        var served = schemes(profile.Scheme).Select(s => s + "://").ToList();
        if (endpoint is not null && !served.Exists(s => endpoint.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
            Error("start.endpoint", endpoint, $"an endpoint that begins with {string.Join(" or ", served)}, as the profile asks");
        foreach (var (part, more) in new[] { ("ixit.endpoints.tls", campaign.Ixit.Endpoints.Tls), ("ixit.endpoints.websocket", campaign.Ixit.Endpoints.WebSocket) })
        {
            if (more?.Contains('{', StringComparison.Ordinal) == true && campaign.Provision is not (ProcessProvision or ContainerProvision))
                Error(part, more, "an endpoint without placeholders: only a process or a container has them");
        }

        if (profile.Role == Role.Client && campaign.Provision is ProcessProvision or ContainerProvision or ExternalProvision)
            Error("start.endpoint", endpoint!, $"a start as a device: {profile.Id} is for clients, which connect to the harness");
        if (profile.Role == Role.Server && campaign.Provision is DeviceProvision)
            Error("start.endpoint", endpoint!, $"a start other than as a device: {profile.Id} is for servers, to which the harness connects");

        // What a SUT can do is declared once, whichever of the protocol's profiles it is tested by.
        var capabilities = catalogues.SelectMany(c => c.Requirements).Select(r => r.Capability)
            .Concat(profiles.Where(p => p.Scheme == profile.Scheme).SelectMany(p => p.Requirements).Select(r => r.When))
            .OfType<string>()
            .Select(c => new Condition(c).Capability)
            .Distinct()
            .ToList();
        foreach (var capability in campaign.Ics.Keys.Where(c => !capabilities.Contains(c)))
            Error($"ics.{capability}", capability, OneOf("capability", capability, capabilities));

        void Error(string part, string found, string expected) => diagnostics.Add(sources.Error(part, $"found '{found}'", expected));
    }

    /// <summary>Checks what a campaign says of a device against what its protocol's driver can ask of one.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="sources">Where its parts stand.</param>
    /// <param name="actions">The actions, each with its options.</param>
    /// <param name="diagnostics">Takes everything that does not fit.</param>
    public static void Check(
        Campaign campaign, SourceMap sources, IReadOnlyDictionary<string, IReadOnlySet<string>> actions, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (campaign.Ixit.Device is not { } device)
            return;

        foreach (var action in device.Actions.Keys.Concat(device.ByItself).Where(a => !actions.ContainsKey(a)).Distinct())
            diagnostics.Add(sources.Error($"ixit.device.{action}", $"found '{action}'", OneOf("action", action, actions.Keys)));
        foreach (var (action, known) in device.Actions.Where(a => actions.ContainsKey(a.Key)))
        {
            foreach (var option in known.Options.Keys.Where(o => !actions[action].Contains(o)))
                diagnostics.Add(sources.Error($"ixit.device.{action}.{option}", $"found '{option}'", OneOf("option", option, actions[action])));
        }
    }

    private static string OneOf(string what, string found, IEnumerable<string> known)
    {
        var words = known.Order(StringComparer.Ordinal).ToList();
        var list = words.Count == 0 ? "of which there are none" : string.Join(", ", words.Take(MostListed));
        return $"a known {what}: {list}{(words.Count > MostListed ? ", …" : "")}{Suggestion.Question(found, words)}";
    }
}
