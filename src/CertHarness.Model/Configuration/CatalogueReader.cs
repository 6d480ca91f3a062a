using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads catalogues: <c>features/&lt;module&gt;/&lt;standard&gt;.requirements.yaml</c>.</summary>
public static class CatalogueReader
{
    private static readonly string[] Keys =
        ["id", "clause", "anchor", "obligation", "role", "criterion", "phase", "capability", "title", "reading", "untestable"];

    /// <summary>Reads a catalogue.</summary>
    /// <param name="file">The file's name for diagnostics.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="diagnostics">Takes everything that is wrong.</param>
    /// <returns>The catalogue, or null where anything is wrong.</returns>
    public static Catalogue? Read(string file, string text, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new Source(file, diagnostics);
        var root = YamlTree.Read(text, source) is { } value
            ? Section.Of(value, source, "a catalogue", "standard", "name", "publisher", "link", "requirements")
            : null;
        if (root is null)
            return null;

        var standard = root.Required("standard", Formats.Standard);
        var link = root.Required("link", Formats.Link);
        var catalogue = new Catalogue(
            standard,
            root.Required("name", Formats.Text),
            root.Required("publisher", Formats.Text),
            link,
            Rows(root, standard, link, source));
        return source.Failed ? null : catalogue;
    }

    private static List<Requirement> Rows(Section root, string standard, Uri link, Source source)
    {
        var rows = new List<Requirement>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in root.List("requirements", "a list of requirements"))
        {
            var row = Section.Of(item, source, "a requirement", Keys);
            if (row is null)
                continue;
            var requirement = Row(row, standard, link);
            rows.Add(requirement);
            if (requirement.Id == "")
                continue;
            var at = row.Find("id")!;
            if (standard != "" && !requirement.Id.StartsWith(standard + "-", StringComparison.Ordinal))
                source.Error(at, $"found {at.Describe()}", $"an id of this standard, beginning with '{standard}-'");
            if (!lines.TryAdd(requirement.Id, at.Line))
                source.Error(at, $"found {at.Describe()} again", $"each id once; the first is in line {lines[requirement.Id]}");
        }

        return rows;
    }

    private static Requirement Row(Section row, string standard, Uri link) => new()
    {
        Id = row.Required("id", Formats.RequirementId),
        Standard = standard,
        Clause = row.Required("clause", Formats.Text),
        Link = row.Optional("anchor", Formats.Anchor) is { } anchor ? new UriBuilder(link) { Fragment = anchor }.Uri : link,
        Obligation = row.Required("obligation", Formats.OneOf<Obligation>()),
        Role = row.Required("role", Formats.OneOf<Role>()),
        Criterion = row.Required("criterion", Formats.OneOf<Criterion>()),
        Phase = row.Find("phase") is null ? null : row.Required("phase", Formats.OneOf<ResiliencePhase>()),
        Capability = row.Optional("capability", Formats.Capability),
        Title = row.Localized("title"),
        Reading = row.Find("reading") is null ? null : row.Localized("reading"),
        Untestable = row.Optional("untestable", Formats.Text),
    };
}
