using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads a campaign's <c>start</c>.</summary>
internal static class ProvisionReader
{
    private static readonly string[] Names = ["embedded", "process", "container", "external", "device"];

    private const string Kinds = "exactly one of embedded, process, container, external, device";

    public static Provision Read(Section root, Source source, SourceMap? sources)
    {
        var value = root.Require("start", Kinds);
        if (value is null || Section.Of(value, source, "start", Names) is not { } start)
            return new EmbeddedProvision("");

        var kinds = ((YamlMap)value).Entries.Where(e => Names.Contains(e.Key.Text)).ToList();
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
            "container" => Container(k.Value, source, sources),
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

    private static Provision Container(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "container", "image", "command", "environment", "files", "ports", "endpoint") is not { } container)
            return new EmbeddedProvision("");
        MarkEndpoint(container, sources);
        var ports = Ports(container, source);
        var endpoint = container.Required("endpoint", Formats.EndpointTemplate);
        foreach (var missing in Formats.PortsOf(endpoint).Where(p => !ports.ContainsKey(p)))
            source.Error(container.Find("endpoint")!, $"found '{{{missing}}}'", $"one of the ports, which are {string.Join(", ", ports.Keys.DefaultIfEmpty("none"))}");
        return new ContainerProvision(container.Required("image", Formats.Text), ports, endpoint)
        {
            Command = container.Find("command") is null
                ? []
                : [.. container.List("command", "a list of program and arguments").Select(a => Formats.Text.Read(a, source))],
            Environment = Texts(container, source, "environment", "a mapping from environment variable to text", Formats.Variable),
            Files = Texts(container, source, "files", "a mapping from full path to text", Formats.PathInContainer),
        };
    }

    private static Dictionary<string, int> Ports(Section container, Source source)
    {
        const string Expected = "a mapping from port, or port- and a name, to a port in the container";
        container.Require("ports", Expected);
        return container.OptionalMap("ports", Expected)
            .Select(p => (Name: Formats.PortName.Read(p.Key, source), Port: Formats.Port.Read(p.Value, source)))
            .DistinctBy(p => p.Name) // Only wrong names, which are reported, share a placeholder.
            .ToDictionary(p => p.Name, p => p.Port, StringComparer.Ordinal);
    }

    private static Provision External(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "external", "endpoint", "hooks") is not { } external)
            return new EmbeddedProvision("");
        MarkEndpoint(external, sources);
        return new ExternalProvision(external.Required("endpoint", Formats.Endpoint)) { Hooks = HookReader.Read(external, source) };
    }

    private static Provision Device(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "device", "listen", "files") is not { } device)
            return new EmbeddedProvision("");
        MarkEndpoint(device, sources, "listen");
        return new DeviceProvision(device.Required("listen", Formats.Endpoint), Files(device, source));
    }

    private static Dictionary<string, string> Files(Section section, Source source) =>
        Texts(section, source, "files", "a mapping from file name to text", Formats.FileName);

    private static Dictionary<string, string> Texts(Section section, Source source, string key, string expected, Format<string> name) =>
        section.OptionalMap(key, expected)
            .Select(f => (Name: name.Read(f.Key, source), Text: Formats.Content.Read(f.Value, source)))
            .DistinctBy(f => f.Name) // Only wrong names, which are reported, share a placeholder.
            .ToDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);

    private static void MarkEndpoint(Section section, SourceMap? sources, string key = "endpoint")
    {
        if (section.Find(key) is { } at)
            sources?.Mark("start.endpoint", at.Line, at.Column);
    }
}
