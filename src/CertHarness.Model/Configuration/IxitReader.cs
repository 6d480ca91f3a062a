using CertHarness.Model.Campaigns;
using CertHarness.Model.Configuration.Yaml;

namespace CertHarness.Model.Configuration;

/// <summary>Reads a campaign's <c>ixit</c>.</summary>
internal static class IxitReader
{
    public static Ixit Read(Section root, Source source, SourceMap? sources)
    {
        var defaults = new Ixit();
        if (root.Find("ixit") is not { } value
            || Section.Of(
                value, source, "ixit",
                "timeout", "start-timeout", "username", "password", "topic-prefix",
                "authentication-method", "tls", "endpoints", "authorization", "device") is not { } ixit)
            return defaults;
        return new Ixit
        {
            Timeout = ixit.Optional("timeout", Formats.Duration, defaults.Timeout),
            StartTimeout = ixit.Optional("start-timeout", Formats.Duration, defaults.StartTimeout),
            Username = ixit.Optional("username", Formats.Text),
            Password = ixit.Optional("password", Formats.Text),
            TopicPrefix = ixit.Optional("topic-prefix", Formats.TopicPrefix, defaults.TopicPrefix),
            AuthenticationMethod = ixit.Optional("authentication-method", Formats.AuthenticationMethod),
            Tls = Tls(ixit, source),
            Endpoints = Endpoints(ixit, source, sources),
            Authorization = Authorization(ixit, source),
            Device = ixit.Find("device") is { } device ? DeviceIxitReader.Read(device, source, sources) : null,
        };
    }

    private static TlsSettings Tls(Section ixit, Source source)
    {
        var tls = ixit.Find("tls") is { } value
            ? Section.Of(value, source, "tls", "authority", "client-certificate", "client-key", "server-name", "version")
            : null;
        return tls is null ? new TlsSettings() : new TlsSettings
        {
            Authority = tls.Optional("authority", Formats.Text),
            ClientCertificate = tls.Optional("client-certificate", Formats.Text),
            ClientKey = tls.Optional("client-key", Formats.Text),
            ServerName = tls.Optional("server-name", Formats.Text),
            Version = tls.Optional("version", Formats.TlsVersion),
        };
    }

    private static MoreEndpoints Endpoints(Section ixit, Source source, SourceMap? sources)
    {
        if (ixit.Find("endpoints") is not { } value || Section.Of(value, source, "endpoints", "tls", "websocket") is not { } endpoints)
            return new MoreEndpoints();
        foreach (var key in new[] { "tls", "websocket" })
        {
            if (endpoints.Find(key) is { } at)
                sources?.Mark($"ixit.endpoints.{key}", at.Line, at.Column);
        }

        return new MoreEndpoints(endpoints.Optional("tls", Formats.TlsEndpoint), endpoints.Optional("websocket", Formats.WebSocketEndpoint));
    }

    private static Authorization? Authorization(Section ixit, Source source)
    {
        var rules = ixit.Find("authorization") is { } value ? Section.Of(value, source, "authorization", "forbidden", "username", "password") : null;
        return rules is null ? null : new Authorization(
            rules.Required("forbidden", Formats.TopicPrefix),
            rules.Required("username", Formats.Text),
            rules.Optional("password", Formats.Text));
    }
}
