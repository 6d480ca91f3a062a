using CertHarness.Model.Campaigns;
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

    /// <summary>The campaign's short name, fit for a folder.</summary>
    public string ShortName => Sut is null
        ? FileName(System.IO.Path.GetFileNameWithoutExtension(Name ?? Default))
        : FileName(Sut.Replace("embedded:", "", StringComparison.Ordinal));

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

        campaign = Override(campaign, diagnostics);
        ConfigurationCheck.Check(
            campaign, sources, suite.Profiles, suite.Catalogues, [.. harness.EmbeddedSuts.Select(s => s.Name)], diagnostics);
        if (suite.Profiles.FirstOrDefault(p => p.Id == campaign.Profile) is { } profile && harness.DriverOf(profile.Scheme) is null)
        {
            diagnostics.Add(new Diagnostic(
                Severity.Error, file.Path, 1, 1, $"found no driver for {profile.Scheme}://",
                $"one of {string.Join(", ", harness.Drivers.Select(d => d.Scheme))}"));
        }

        return campaign;
    }

    private Campaign Override(Campaign campaign, DiagnosticBag diagnostics)
    {
        var overridden = campaign with { Profile = Profile ?? campaign.Profile, Seed = Seed ?? campaign.Seed };
        if (Sut is null)
            return overridden;

        // What was declared for another SUT says nothing about this one.
        overridden = overridden with { Name = Sut, Ics = new Dictionary<string, Declaration>() };
        if (!Sut.Contains("://", StringComparison.Ordinal))
        {
            var name = Sut.StartsWith("embedded:", StringComparison.Ordinal) ? Sut["embedded:".Length..] : Sut;
            return overridden with { Sut = new SutDescription(name), Provision = new EmbeddedProvision(name) };
        }

        if (Uri.TryCreate(Sut, UriKind.Absolute, out var endpoint) && endpoint.Host.Length > 0)
            return overridden with { Sut = new SutDescription(Sut), Provision = new ExternalProvision(endpoint) };

        diagnostics.Add(new Diagnostic(Severity.Error, "--sut", 1, 1, $"'{Sut}' is no address", "such as mqtt://192.0.2.1:1883"));
        return overridden;
    }

    private static string FileName(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-')).Trim('-', '.');
}
