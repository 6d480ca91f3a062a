using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration.Yaml;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Configuration;

/// <summary>Reads profiles: <c>profiles/&lt;id&gt;.yaml</c>.</summary>
public static class ProfileReader
{
    /// <summary>Reads a profile.</summary>
    /// <param name="file">The file's name for diagnostics.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="diagnostics">Takes everything that is wrong.</param>
    /// <param name="sources">Takes where each requirement's id stands, for <see cref="ConfigurationCheck"/>.</param>
    /// <returns>The profile, or null where anything is wrong.</returns>
    public static Profile? Read(string file, string text, DiagnosticBag diagnostics, SourceMap? sources = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new Source(file, diagnostics);
        var root = YamlTree.Read(text, source) is { } value
            ? Section.Of(value, source, "a profile", "id", "version", "title", "scheme", "role", "target", "features", "requirements", "parameters", "trial-parameters", "limits")
            : null;
        if (root is null)
            return null;

        var requirements = Requirements(root, source, sources);
        var parameters = Parameters(root, "parameters", null, source);
        var profile = new Profile
        {
            Id = root.Required("id", Formats.Id),
            Version = root.Required("version", Formats.Text),
            Title = root.Localized("title"),
            Scheme = root.Required("scheme", Formats.Scheme),
            Role = root.Required("role", Formats.OneOf<Role>()),
            Target = root.Required("target", Formats.OneOf<Level>()),
            Features = [.. root.List("features", "a list of folders").Select(f => Formats.Folder.Read(f, source))],
            Requirements = requirements,
            Parameters = parameters,
            TrialParameters = Parameters(root, "trial-parameters", parameters, source),
            Limits = root.Find("limits") is null ? [] : LimitReader.Read(root, requirements, source),
        };
        return source.Failed ? null : profile;
    }

    private static List<ProfileRequirement> Requirements(Section root, Source source, SourceMap? sources)
    {
        var requirements = new List<ProfileRequirement>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in root.List("requirements", "a list of groups with standard, when, level, ids"))
        {
            if (Section.Of(item, source, "a group", "standard", "when", "level", "ids") is not { } group)
                continue;
            var standard = group.Required("standard", Formats.Standard);
            var level = group.Required("level", Formats.OneOf<Level>());
            var when = group.Optional("when", Formats.Capability);
            foreach (var at in group.List("ids", "a list of requirement ids without their standard"))
            {
                var statement = Formats.StatementId.Read(at, source);
                if (standard == "" || statement == "")
                    continue;
                var id = $"{standard}-{statement}";
                if (!lines.TryAdd(id, at.Line))
                    source.Error(at, $"found {id} again", $"each requirement once; the first is in line {lines[id]}");
                sources?.Mark(id, at.Line, at.Column);
                requirements.Add(new ProfileRequirement(id, level, when));
            }
        }

        return requirements;
    }

    private static Dictionary<string, double> Parameters(Section root, string name, Dictionary<string, double>? known, Source source)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, value) in root.OptionalMap(name, "a mapping from name to number"))
        {
            parameters[Formats.ParameterName.Read(key, source)] = Formats.Number.Read(value, source);
            if (known?.ContainsKey(key.Text) == false)
                source.Error(key, $"found '{key.Text}', which is no parameter of the profile", "one of parameters" + Suggestion.Question(key.Text, [.. known.Keys]));
        }

        return parameters;
    }
}
