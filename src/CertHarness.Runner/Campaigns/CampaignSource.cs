using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration;
using CertHarness.Runner.Suites;

namespace CertHarness.Runner.Campaigns;

/// <summary>The words on the command line that say which campaign to run.</summary>
/// <param name="Name">A campaign file, or the name of one that the suite holds; null for the embedded default.</param>
/// <param name="Profile">A profile's id that takes the place of the campaign's, or null.</param>
/// <param name="Sut">The name of an embedded SUT or the address of an external one that takes the place of the campaign's, or null.</param>
/// <param name="Seed">A seed that takes the place of the campaign's, or null.</param>
public sealed record CampaignSource(string? Name, string? Profile, string? Sut, int? Seed)
{
    private const string Default = "embedded";
    private const string Separator = "://";

    /// <summary>The campaign's short name, fit for a folder.</summary>
    public string ShortName => Address is null
        ? FileName(System.IO.Path.GetFileNameWithoutExtension(Name ?? Default))
        : FileName(Address.Replace("embedded:", "", StringComparison.Ordinal));

    /// <summary>Whether the address on the command line comes with a user.</summary>
    public bool HasCredentials => UserInfo is not null;

    /// <summary>The SUT's name or address without the user and password that may stand in it: an address goes into reports.</summary>
    private string? Address => UserInfo is { } user ? Sut!.Replace(user + "@", "", StringComparison.Ordinal) : Sut;

    private string? UserInfo
    {
        get
        {
            var host = Sut?.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length ?? 0;
            var at = Sut?.LastIndexOf('@') ?? -1;
            return host >= Separator.Length && at > host ? Sut![host..at] : null;
        }
    }

    /// <summary>Reads the campaign, applies what the command line says over it, and checks it against everything else.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="harness">What is plugged in.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    /// <returns>The campaign; null where it could not be read.</returns>
    public Campaign? Resolve(Suite suite, Harness harness, DiagnosticBag diagnostics)
    {
        var name = Name ?? Default;
        var file = File.Exists(name) ? new SuiteFile(name, File.ReadAllText(name)) : suite.CampaignOf(name);
        if (file is null)
        {
            diagnostics.Add(new Diagnostic(
                Severity.Error, name, 1, 1, "found no such campaign", $"a campaign file, or one of {string.Join(", ", suite.CampaignNames)}"));
            return null;
        }

        var sources = new SourceMap(file.Path);
        var campaign = CampaignReader.Read(file.Path, file.Text, Environment.GetEnvironmentVariable, diagnostics, sources);
        if (campaign is null)
            return null;

        campaign = Override(campaign, sources, harness, diagnostics);
        var profile = suite.Profiles.FirstOrDefault(p => p.Id == campaign.Profile);
        var embedded = harness.EmbeddedSuts.Where(s => profile is null || profile.Role == Role.Both || s.Role == profile.Role).Select(s => s.Name);
        ConfigurationCheck.Check(
            campaign,
            sources,
            suite.Profiles,
            suite.Catalogues,
            [.. embedded],
            scheme => harness.DriverOf(scheme)?.Schemes ?? [scheme],
            diagnostics);
        if (profile is not null && harness.DriverOf(profile.Scheme) is { } driver)
        {
            ConfigurationCheck.Check(campaign, sources, driver.DeviceActions, diagnostics);
        }
        else if (profile is not null)
        {
            diagnostics.Add(new Diagnostic(
                Severity.Error, file.Path, 1, 1, $"found no driver for {profile.Scheme}://",
                $"one of {string.Join(", ", harness.Drivers.Select(d => d.Scheme))}"));
        }

        return campaign;
    }

    private Campaign Override(Campaign campaign, SourceMap sources, Harness harness, DiagnosticBag diagnostics)
    {
        var overridden = campaign with { Profile = Profile ?? campaign.Profile, Seed = Seed ?? campaign.Seed };
        if (Profile is not null)
            sources.Override("profile", "--profile");
        if (Address is not { } sut)
            return overridden;

        sources.Override("start.embedded", "--sut");
        sources.Override("start.endpoint", "--sut");

        // What was declared for another SUT says nothing about this one.
        overridden = overridden with { Name = sut, Ics = new Dictionary<string, Declaration>() };
        if (!sut.Contains(Separator, StringComparison.Ordinal))
        {
            var marked = sut.StartsWith("embedded:", StringComparison.Ordinal);
            var name = marked ? sut["embedded:".Length..] : sut;
            if (!marked && harness.EmbeddedSuts.All(s => s.Name != name))
            {
                diagnostics.Add(new Diagnostic(
                    Severity.Error, "--sut", 1, 1, $"found '{sut}'",
                    $"an address such as mqtt://192.0.2.1:1883, or one of {string.Join(", ", harness.EmbeddedSuts.Select(s => s.Name).Order(StringComparer.Ordinal))}"));
                return overridden;
            }

            return overridden with { Sut = new SutDescription(name), Provision = new EmbeddedProvision(name) };
        }

        if (Uri.TryCreate(sut, UriKind.Absolute, out var endpoint) && endpoint.Host.Length > 0)
            return WithCredentials(overridden with { Sut = new SutDescription(sut), Provision = new ExternalProvision(endpoint) });

        diagnostics.Add(new Diagnostic(Severity.Error, "--sut", 1, 1, $"'{sut}' is no address", "such as mqtt://192.0.2.1:1883"));
        return overridden;
    }

    private Campaign WithCredentials(Campaign campaign)
    {
        if (UserInfo?.Split(':', 2) is not { } parts)
            return campaign;

        var password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null;
        return campaign with
        {
            Ixit = campaign.Ixit with { Username = Uri.UnescapeDataString(parts[0]), Password = password },
            Secrets = password is null ? campaign.Secrets : [.. campaign.Secrets, password],
        };
    }

    private static string FileName(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')).Trim('-', '.');
}
