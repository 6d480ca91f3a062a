using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads a campaign's <c>start</c>.</summary>
internal static class ProvisionReader
{
    private const string Kinds = "exactly one of embedded, process, external, device";

    public static Provision Read(Section root, Source source, SourceMap? sources)
    {
        var value = root.Require("start", Kinds);
        if (value is null || Section.Of(value, source, "start", "embedded", "process", "external", "device") is not { } start)
            return new EmbeddedProvision("");

        var kinds = ((YamlMap)value).Entries.Where(e => e.Key.Text is "embedded" or "process" or "external" or "device").ToList();
        foreach (var (kind, _) in kinds.Skip(1))
            source.Error(kind, $"found '{kind.Text}' beside '{kinds[0].Key.Text}'", Kinds);
        if (kinds.Count == 0)
        {
            source.Error(value, "found no way to start the SUT", Kinds);
            return new EmbeddedProvision("");
        }

        // Each one that is there is read, so that its own errors are told as well.
        var provisions = kinds.ConvertAll(k => k.Key.Text switch
        {
            "embedded" => Embedded(start, sources),
            "process" => Process(k.Value, source, sources),
            "device" => Device(k.Value, source, sources),
            _ => External(k.Value, source, sources),
        });
        return provisions[0];
    }

    private static EmbeddedProvision Embedded(Section start, SourceMap? sources)
    {
        var at = start.Find("embedded")!;
        sources?.Mark("start.embedded", at.Line, at.Column);
        return new EmbeddedProvision(start.Required("embedded", Formats.Id));
    }

    private static Provision Process(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "process", "command", "files", "endpoint") is not { } process)
            return new EmbeddedProvision("");
        var command = process.List("command", "a list of program and arguments").Select(a => Formats.Text.Read(a, source)).ToList();
        MarkEndpoint(process, sources);
        return new ProcessProvision(command, Files(process, source), process.Required("endpoint", Formats.EndpointTemplate));
    }

    private static Provision External(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "external", "endpoint") is not { } external)
            return new EmbeddedProvision("");
        MarkEndpoint(external, sources);
        return new ExternalProvision(external.Required("endpoint", Formats.Endpoint));
    }

    private static Provision Device(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "device", "listen", "files") is not { } device)
            return new EmbeddedProvision("");
        MarkEndpoint(device, sources, "listen");
        return new DeviceProvision(device.Required("listen", Formats.Endpoint), Files(device, source));
    }

    private static Dictionary<string, string> Files(Section section, Source source) =>
        section.OptionalMap("files", "a mapping from file name to text")
            .Select(f => (Name: Formats.FileName.Read(f.Key, source), Text: Formats.Content.Read(f.Value, source)))
            .DistinctBy(f => f.Name) // Only wrong names, which are reported, share a placeholder.
            .ToDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);

    private static void MarkEndpoint(Section section, SourceMap? sources, string key = "endpoint")
    {
        if (section.Find(key) is { } at)
            sources?.Mark("start.endpoint", at.Line, at.Column);
    }
}
