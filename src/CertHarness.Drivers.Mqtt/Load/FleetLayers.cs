using System.Security.Authentication;
using CertHarness.Drivers.Transport;
using CertHarness.Load.Network;
using CertHarness.Load.Running;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What a fleet speaks between TCP and MQTT, and whom it trusts: the same as the connections of all other scenarios.</summary>
internal static class FleetLayers
{
    private static readonly IReadOnlyList<string> TlsNames =
    [
        MqttLoadOptions.AuthorityName, MqttLoadOptions.CertificateName, MqttLoadOptions.KeyName, MqttLoadOptions.ServerName, MqttLoadOptions.TlsVersionName,
    ];

    /// <summary>Whether an address is reached over TLS.</summary>
    public static bool IsTls(Uri address) => address.Scheme is "mqtts" or "wss";

    /// <summary>The layers of an address; null for none.</summary>
    /// <exception cref="ArgumentException">An option for TLS is wrong, or given where no TLS is spoken.</exception>
    public static Layering? Of(LoadTarget target)
    {
        var webSocket = target.Address.Scheme is "ws" or "wss" ? WebSocket(target.Address) : null;
        if (!IsTls(target.Address))
        {
            return TlsNames.FirstOrDefault(target.Options.ContainsKey) is { } idle
                ? throw new ArgumentException($"The option {idle} is for mqtts:// and wss://, not for {target.Address.Scheme}://.")
                : webSocket;
        }

        var tls = Tls(target);
        return webSocket is null ? tls : (connection, above) => tls(connection, webSocket(connection, above));
    }

    /// <summary>Says in a generator's options what an IXIT says about TLS.</summary>
    public static void Describe(TlsSettings tls, Dictionary<string, string> options)
    {
        foreach (var (name, value) in TlsNames.Zip([tls.Authority, tls.ClientCertificate, tls.ClientKey, tls.ServerName, tls.Version]))
        {
            if (value is not null)
                options[name] = value;
        }
    }

    private static Layering Tls(LoadTarget target)
    {
        var options = TlsOf(target);
        return (connection, above) =>
        {
            var attempt = new TlsAttempt(options, target.Address.DnsSafeHost, target.Time);
            return new TlsLayer(connection, above, attempt.Options, failure => CauseOf(attempt, failure));
        };
    }

    private static TlsOptions TlsOf(LoadTarget target)
    {
        var version = target.Options.GetValueOrDefault(MqttLoadOptions.TlsVersionName);
        if (version is not (null or "1.2" or "1.3"))
            throw new ArgumentException($"The option {MqttLoadOptions.TlsVersionName} is 1.2 or 1.3, not '{version}'.");
        try
        {
            return TlsOptions.Of(new TlsSettings
            {
                Authority = target.Options.GetValueOrDefault(MqttLoadOptions.AuthorityName),
                ClientCertificate = target.Options.GetValueOrDefault(MqttLoadOptions.CertificateName),
                ClientKey = target.Options.GetValueOrDefault(MqttLoadOptions.KeyName),
                ServerName = target.Options.GetValueOrDefault(MqttLoadOptions.ServerName),
                Version = version,
            });
        }
        catch (SutUnavailableException e)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    private static string CauseOf(TlsAttempt attempt, Exception failure) => failure switch
    {
        _ when attempt.Objection is { } objection => $"the SUT is not trusted: {objection}",
        AuthenticationException { InnerException: { } inner } => $"the SUT did not agree on TLS: {inner.Message}",
        AuthenticationException => $"the SUT did not agree on TLS: {failure.Message}",
        { InnerException: { } inner } => $"the SUT broke off TLS: {inner.Message}",
        _ => $"the SUT broke off TLS: {failure.Message}",
    };

    private static Layering WebSocket(Uri address)
    {
        var opening = new WebSocketOpening(address.DnsSafeHost, address.Port, new WebSocketOptions(address.PathAndQuery, [Sessions.Routes.Subprotocol]));
        return (connection, above) => new WebSocketLayer(connection, above, opening);
    }
}
