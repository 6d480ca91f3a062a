using CertHarness.Model.Campaigns;
using YamlDotNet.Serialization;

namespace CertHarness.Model.Configuration;

/// <summary>Writes the campaign that a run was made with.</summary>
public static class CampaignWriter
{
    /// <summary>What stands for a secret in a resolved campaign.</summary>
    public const string Redacted = "***";

    /// <summary>
    /// The campaign as YAML, complete with what was left to defaults. The password and everything else among
    /// <see cref="Campaign.Secrets"/> is written as <c>***</c>.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    public static string Resolved(Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        string?[] passwords = [campaign.Ixit.Password, campaign.Ixit.Authorization?.Password];
        var secrets = campaign.Secrets.Concat(passwords.OfType<string>()).Where(s => s != "").OrderByDescending(s => s.Length).ToList();
        string Hide(string text) => secrets.Aggregate(text, (t, secret) => t.Replace(secret, Redacted, StringComparison.Ordinal));

        var ixit = campaign.Ixit;
        var document = Map(
            ("name", campaign.Name),
            ("profile", campaign.Profile),
            ("assessment", Spelling.Of(campaign.Assessment)),
            ("target", campaign.Target is { } target ? Spelling.Of(target) : null),
            ("seed", campaign.Seed),
            ("sut", Map(("name", campaign.Sut.Name), ("vendor", campaign.Sut.Vendor), ("version", campaign.Sut.Version))),
            ("start", Start(campaign.Provision, Hide)),
            ("ics", campaign.Ics.Count == 0 ? null : campaign.Ics.ToDictionary(d => d.Key, d => Spelling.Of(d.Value))),
            ("ixit", Map(
                ("timeout", Duration(ixit.Timeout)),
                ("start-timeout", Duration(ixit.StartTimeout)),
                ("username", ixit.Username is { } username ? Hide(username) : null),
                ("password", ixit.Password is null ? null : Redacted),
                ("topic-prefix", ixit.TopicPrefix),
                ("authentication-method", ixit.AuthenticationMethod),
                ("tls", OrNothing(Map(
                    ("authority", ixit.Tls.Authority),
                    ("client-certificate", ixit.Tls.ClientCertificate),
                    ("client-key", ixit.Tls.ClientKey),
                    ("server-name", ixit.Tls.ServerName),
                    ("version", ixit.Tls.Version)))),
                ("endpoints", OrNothing(Map(("tls", ixit.Endpoints.Tls), ("websocket", ixit.Endpoints.WebSocket)))),
                ("authorization", ixit.Authorization is { } authorization
                    ? Map(
                        ("forbidden", authorization.Forbidden),
                        ("username", Hide(authorization.Username)),
                        ("password", authorization.Password is null ? null : Redacted))
                    : null),
                ("device", ixit.Device is { } device ? Device(device, Hide) : null))));
        return new SerializerBuilder()
            .WithQuotingNecessaryStrings()
            .WithNewLine("\n")
            .WithMaximumRecursion(10)
            .DisableAliases()
            .Build()
            .Serialize(document);
    }

    private static Dictionary<string, object> Start(Provision provision, Func<string, string> hide) => provision switch
    {
        EmbeddedProvision embedded => Map(("embedded", embedded.Name)),
        ExternalProvision external => Map(("external", Map(("endpoint", hide(external.Endpoint.OriginalString)),
            ("hooks", external.Hooks.Count == 0 ? null : external.Hooks.OrderBy(h => h.Key).ToDictionary(h => Spelling.Of(h.Key), h => Written(h.Value, hide)))))),
        ContainerProvision container => Map(("container", Map(
            ("image", container.Image),
            ("command", container.Command.Count == 0 ? null : container.Command.Select(hide).ToList()),
            ("environment", Texts(container.Environment, hide)),
            ("files", Texts(container.Files, hide)),
            ("ports", container.Ports),
            ("endpoint", hide(container.Endpoint))))),
        DeviceProvision device => Map(("device", Map(
            ("listen", hide(device.Listen.OriginalString)),
            ("files", Texts(device.Files, hide))))),
        ProcessProvision process => Map(("process", Map(
            ("command", process.Command.Select(hide).ToList()),
            ("files", Texts(process.Files, hide)),
            ("endpoint", hide(process.Endpoint))))),
        _ => throw new ArgumentException($"Unknown provision {provision.GetType().Name}.", nameof(provision)),
    };

    private static Dictionary<string, object> Written(Hook hook, Func<string, string> hide) => hook switch
    {
        CommandHook command => Map(("command", command.Command.Select(hide).ToList()), ("timeout", Duration(hook.Timeout))),
        HttpHook call => Map(("url", hide(call.Url.OriginalString)), ("method", call.Method), ("timeout", Duration(hook.Timeout))),
        _ => throw new ArgumentException($"Unknown hook {hook.GetType().Name}.", nameof(hook)),
    };

    private static Dictionary<string, string>? Texts(IReadOnlyDictionary<string, string> texts, Func<string, string> hide) =>
        texts.Count == 0 ? null : texts.ToDictionary(f => f.Key, f => hide(f.Value));

    private static Dictionary<string, object>? OrNothing(Dictionary<string, object> map) => map.Count == 0 ? null : map;

    private static Dictionary<string, object> Device(DeviceIxit device, Func<string, string> hide) => Map(
        ("actions", device.Actions.Count == 0 ? null : device.Actions.ToDictionary(a => a.Key, a => Map(
            ("command", a.Value.Command.Select(hide).ToList()),
            ("options", a.Value.Options.Count == 0 ? null : a.Value.Options.ToDictionary(o => o.Key, o => o.Value.Select(hide).ToList()))))),
        ("by-itself", device.ByItself.Count == 0 ? null : device.ByItself),
        ("reconnects", device.Reconnects));

    private static string Duration(TimeSpan duration) => FormattableString.Invariant($"{duration.TotalSeconds:0.###}s");

    private static Dictionary<string, object> Map(params (string Key, object? Value)[] entries) =>
        entries.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!);
}
