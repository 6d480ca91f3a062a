using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Configuration;

/// <summary>Reads campaigns.</summary>
public static class CampaignReader
{
    /// <summary>Reads a campaign.</summary>
    /// <param name="file">The file's name for diagnostics.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="variables">Looks an environment variable up for <c>${env:NAME}</c>; null where it is not set.</param>
    /// <param name="diagnostics">Takes everything that is wrong.</param>
    /// <param name="sources">Takes where its parts stand, for <see cref="ConfigurationCheck"/>.</param>
    /// <returns>The campaign, or null where anything is wrong.</returns>
    public static Campaign? Read(
        string file, string text, Func<string, string?> variables, DiagnosticBag diagnostics, SourceMap? sources = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        var source = new Source(file, diagnostics);
        if (YamlTree.Read(text, source) is not { } tree)
            return null;
        var root = Section.Of(
            EnvironmentReferences.Replace(tree, variables, source),
            source,
            "a campaign",
            "name", "profile", "assessment", "target", "seed", "sut", "start", "ics", "ixit");
        if (root is null)
            return null;

        var campaign = new Campaign
        {
            Name = root.Required("name", Formats.Text),
            Profile = root.Required("profile", Formats.Id),
            Assessment = root.Optional("assessment", Formats.OneOf<Assessment>(), Assessment.FirstParty),
            Target = root.Find("target") is { } target ? Formats.OneOf<Level>().Read(target, source) : null,
            Seed = root.Optional("seed", Formats.Integer, 1),
            Sut = Sut(root, source),
            Provision = ProvisionReader.Read(root, source, sources),
            Ics = Ics(root, source, sources),
            Ixit = IxitReader.Read(root, source, sources),
            Secrets = Secrets(root),
        };
        if (root.Find("profile") is { } profile)
            sources?.Mark("profile", profile.Line, profile.Column);
        return source.Failed ? null : campaign;
    }

    private static SutDescription Sut(Section root, Source source)
    {
        const string Expected = "a mapping with name, vendor, version";
        var sut = root.Require("sut", Expected) is { } value ? Section.Of(value, source, "sut", "name", "vendor", "version") : null;
        return new SutDescription(
            sut?.Required("name", Formats.Text) ?? "", sut?.Optional("vendor", Formats.Text), sut?.Optional("version", Formats.Text));
    }

    private static Dictionary<string, Declaration> Ics(Section root, Source source, SourceMap? sources)
    {
        var ics = new Dictionary<string, Declaration>(StringComparer.Ordinal);
        foreach (var (key, value) in root.OptionalMap("ics", "a mapping from capability to declaration"))
        {
            ics[Formats.Capability.Read(key, source)] = Formats.OneOf<Declaration>().Read(value, source);
            sources?.Mark($"ics.{key.Text}", key.Line, key.Column);
        }

        return ics;
    }

    // A command or a configuration file may need the password as much as the harness does, and takes it from the environment.
    private static List<string> Secrets(Section root)
    {
        var ixit = root.Find("ixit") as YamlMap;
        var password = ixit?.Find("password") as YamlText;
        var start = root.Find("start") as YamlMap;
        var process = start?.Find("process") as YamlMap;
        var container = start?.Find("container") as YamlMap;
        var external = start?.Find("external") as YamlMap;
        var second = (ixit?.Find("authorization") as YamlMap)?.Find("password") as YamlText;
        var device = start?.Find("device") as YamlMap;
        YamlValue?[] secret =
        [
            password, ixit?.Find("username"), second, ixit?.Find("device"), process?.Find("command"), process?.Find("files"), device?.Find("files"),
            container?.Find("command"), container?.Find("environment"), container?.Find("files"), external?.Find("hooks"),
        ];
        return [.. secret
            .SelectMany(value => value?.Texts() ?? [])
            .SelectMany(text => text.EnvironmentValues)
            .Append(password?.Text ?? "")
            .Append(second?.Text ?? "")
            .Where(value => value != "")
            .Distinct()];
    }
}
