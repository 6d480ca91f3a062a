using System.Collections.Immutable;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads the hooks of an external SUT: a command is a list, an HTTP call a mapping.</summary>
internal static class HookReader
{
    private static readonly string Expected = $"a mapping from {string.Join(", ", Spelling.All<SutOperation>())} to a command or an HTTP call";

    public static IReadOnlyDictionary<SutOperation, Hook> Read(Section external, Source source) =>
        external.OptionalMap("hooks", Expected)
            .Select(e => (Operation: Formats.OneOf<SutOperation>().Read(e.Key, source), Hook: Hook(e.Value, source)))
            .DistinctBy(h => h.Operation) // Only wrong names, which are reported, share a placeholder.
            .ToImmutableDictionary(h => h.Operation, h => h.Hook);

    private static Hook Hook(YamlValue value, Source source)
    {
        if (value is YamlList { Items.Count: > 0 } command)
            return new CommandHook([.. command.Items.Select(a => Formats.Text.Read(a, source))], Campaigns.Hook.DefaultTimeout);
        if (value is not YamlMap { Entries: var entries })
        {
            source.Error(value, $"found {(value is YamlList ? "an empty list" : value.Describe())}", "program and arguments in a list, or a mapping with url or command");
            return new CommandHook([], default);
        }

        // With a timeout of its own a command is a mapping too.
        return entries.Any(e => e.Key.Text == "command") ? Command(value, source) : Call(value, source);
    }

    private static CommandHook Command(YamlValue value, Source source)
    {
        var hook = Section.Of(value, source, "a command", "command", "timeout")!;
        return new CommandHook(
            [.. hook.List("command", "a list of program and arguments").Select(a => Formats.Text.Read(a, source))], Timeout(hook));
    }

    private static HttpHook Call(YamlValue value, Source source)
    {
        var hook = Section.Of(value, source, "an HTTP call", "url", "method", "timeout")!;
        return new HttpHook(hook.Required("url", Formats.Link), hook.Optional("method", Formats.HttpMethod) ?? "POST", Timeout(hook));
    }

    private static TimeSpan Timeout(Section hook) => hook.Optional("timeout", Formats.Duration, Campaigns.Hook.DefaultTimeout);
}
