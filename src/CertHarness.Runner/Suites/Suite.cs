using System.Security.Cryptography;
using System.Text;
using CertHarness.Gherkin;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;

namespace CertHarness.Runner.Suites;

/// <summary>Features, catalogues and profiles, read and checked one by one.</summary>
public sealed class Suite
{
    private const string Campaigns = "profiles/campaigns/";

    private readonly Dictionary<string, SourceMap> _sources;
    private readonly Dictionary<Catalogue, string> _catalogues;

    private Suite(
        IReadOnlyList<SuiteFile> files,
        Dictionary<Catalogue, string> catalogues,
        IReadOnlyList<Profile> profiles,
        Dictionary<string, SourceMap> sources,
        FeatureSuite features,
        IReadOnlyList<Diagnostic> diagnostics)
    {
        _sources = sources;
        Files = files;
        _catalogues = catalogues;
        Catalogues = [.. catalogues.Keys];
        Profiles = profiles;
        Features = features;
        Diagnostics = diagnostics;
    }

    /// <summary>All files.</summary>
    public IReadOnlyList<SuiteFile> Files { get; }

    /// <summary>The catalogues that could be read.</summary>
    public IReadOnlyList<Catalogue> Catalogues { get; }

    /// <summary>The profiles that could be read.</summary>
    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>The features, with uris relative to <c>features/</c>.</summary>
    public FeatureSuite Features { get; }

    /// <summary>What is wrong with the files, each on its own.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Reads a suite; what is wrong in it becomes diagnostics.</summary>
    /// <param name="files">The files.</param>
    public static Suite Load(IReadOnlyList<SuiteFile> files)
    {
        var diagnostics = new DiagnosticBag();
        var catalogues = new Dictionary<Catalogue, string>();
        foreach (var file in files.Where(f => f.Path.EndsWith(".requirements.yaml", StringComparison.Ordinal)))
        {
            if (CatalogueReader.Read(file.Path, file.Text, diagnostics) is { } catalogue)
                catalogues.Add(catalogue, file.Path);
        }

        var sources = new Dictionary<string, SourceMap>();
        var profiles = new List<Profile>();
        foreach (var file in files.Where(IsProfile))
        {
            var source = new SourceMap(file.Path);
            if (ProfileReader.Read(file.Path, file.Text, diagnostics, source) is not { } profile)
                continue;

            profiles.Add(profile);
            sources[profile.Id] = source;
        }

        var features = FeatureSuite.Parse(files.Where(f => f.Path.EndsWith(".feature", StringComparison.Ordinal))
            .Select(f => new FeatureSource(f.Path["features/".Length..], f.Text)));
        foreach (var e in features.Errors)
            diagnostics.Add(new Diagnostic(Severity.Error, "features/" + e.Uri, e.Line, e.Column, e.Message, "valid Gherkin"));

        return new Suite(files, catalogues, profiles, sources, features, diagnostics.Diagnostics);
    }

    /// <summary>The names of the campaigns that the suite holds.</summary>
    public IReadOnlyList<string> CampaignNames =>
        [.. Files.Where(f => f.Path.StartsWith(Campaigns, StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f.Path))];

    /// <summary>The campaign of a name, or null.</summary>
    /// <param name="name">Its name.</param>
    public SuiteFile? CampaignOf(string name) => Files.FirstOrDefault(f => f.Path == $"{Campaigns}{name}.yaml");

    /// <summary>The file that a catalogue was read from.</summary>
    /// <param name="catalogue">One of <see cref="Catalogues"/>.</param>
    public string FileOf(Catalogue catalogue) => _catalogues[catalogue];

    /// <summary>Checks whether a profile and the catalogues fit together.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="diagnostics">Takes what does not fit.</param>
    public void Check(Profile profile, DiagnosticBag diagnostics) =>
        ConfigurationCheck.Check(profile, _sources[profile.Id], Catalogues, diagnostics);

    /// <summary>The same suite with another profile in the place of the one of its id.</summary>
    /// <param name="profile">The profile; one with its id is there.</param>
    public Suite With(Profile profile) => new(
        Files, _catalogues, [.. Profiles.Select(p => p.Id == profile.Id ? profile : p)], _sources, Features, Diagnostics);

    /// <summary>The scenarios of a profile's feature folders.</summary>
    /// <param name="profile">The profile.</param>
    public IReadOnlyList<Scenario> ScenariosOf(Profile profile) =>
        [.. Features.Scenarios.Where(s => profile.Features.Any(f => s.Uri.StartsWith(f + "/", StringComparison.Ordinal)))];

    /// <summary>What the scenarios verify, each by the role of the profiles that its feature belongs to; in any order and number.</summary>
    public IEnumerable<CoveredSide> Verified()
    {
        var roles = Profiles.SelectMany(p => ScenariosOf(p).Select(s => (s.Key, p.Role))).ToLookup(s => s.Key, s => s.Role);
        return Features.Scenarios.SelectMany(s => roles[s.Key].DefaultIfEmpty(Role.Both)
            .SelectMany(role => s.Tags.Select(tag => new CoveredSide(tag[1..], role))));
    }

    /// <summary>A scenario as a plan names it.</summary>
    /// <param name="scenario">The scenario.</param>
    public static PlannedScenario Planned(Scenario scenario) =>
        new(scenario.Key, scenario.Name, scenario.Feature, scenario.Rule, scenario.Uri, scenario.Line, scenario.Tags);

    /// <summary>
    /// SHA-256 over all that decides what a profile's run does: its features and their catalogues, and the profile itself.
    /// </summary>
    /// <param name="profile">The profile.</param>
    public string DigestFor(Profile profile)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var asked = profile.Requirements.Select(r => r.Id).ToHashSet();
        var catalogues = _catalogues.Where(c => c.Key.Requirements.Any(r => asked.Contains(r.Id))).Select(c => c.Value).ToHashSet();
        var counted = Files.Where(f =>
            catalogues.Contains(f.Path)
            || profile.Features.Any(folder => f.Path.StartsWith($"features/{folder}/", StringComparison.Ordinal))
            || (IsProfile(f) && f.Path == $"profiles/{profile.Id}.yaml"));
        foreach (var file in counted)
        {
            var text = Encoding.UTF8.GetBytes(file.Text);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{text.Length}\n"));
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsProfile(SuiteFile file) =>
        file.Path.StartsWith("profiles/", StringComparison.Ordinal)
        && file.Path.LastIndexOf('/') == "profiles".Length
        && file.Path.EndsWith(".yaml", StringComparison.Ordinal);
}
