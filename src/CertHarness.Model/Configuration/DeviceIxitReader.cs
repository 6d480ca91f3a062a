using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads the <c>device</c> of a campaign's IXIT.</summary>
internal static class DeviceIxitReader
{
    public static DeviceIxit? Read(YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, "device", "actions", "by-itself", "reconnects") is not { } device)
            return null;

        var actions = new Dictionary<string, DeviceAction>(StringComparer.Ordinal);
        foreach (var (key, action) in device.OptionalMap("actions", "a mapping from action to command and options"))
        {
            var name = Formats.ActionName.Read(key, source);
            actions[name] = Action(name, action, source, sources);
            sources?.Mark($"ixit.device.{name}", key.Line, key.Column);
        }

        return new DeviceIxit
        {
            Actions = actions,
            ByItself = device.Find("by-itself") is null
                ? []
                : [.. device.List("by-itself", "a list of actions").Select(a => ByItself(a, source, sources))],
            Reconnects = device.Optional("reconnects", Formats.YesOrNo, false),
        };
    }

    private static string ByItself(YamlValue value, Source source, SourceMap? sources)
    {
        var name = Formats.ActionName.Read(value, source);
        sources?.Mark($"ixit.device.{name}", value.Line, value.Column);
        return name;
    }

    private static DeviceAction Action(string name, YamlValue value, Source source, SourceMap? sources)
    {
        if (Section.Of(value, source, name, "command", "options") is not { } action)
            return new DeviceAction([], new Dictionary<string, IReadOnlyList<string>>());

        var options = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, arguments) in action.OptionalMap("options", "a mapping from option to arguments"))
        {
            var option = Formats.OptionName.Read(key, source);
            options[option] = Arguments(arguments, source);
            sources?.Mark($"ixit.device.{name}.{option}", key.Line, key.Column);
        }

        return new DeviceAction(
            [.. action.List("command", "a list of program and arguments").Select(a => Formats.Text.Read(a, source))], options);
    }

    // An empty list is right: what the device does of itself need not be told.
    private static IReadOnlyList<string> Arguments(YamlValue value, Source source)
    {
        if (value is YamlList list)
            return [.. list.Items.Select(a => Formats.Text.Read(a, source))];
        if (value is not YamlFaulty)
            source.Error(value, $"found {value.Describe()}", "a list of arguments");
        return [];
    }
}
