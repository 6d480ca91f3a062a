using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Turns the topics and roles of a feature into names on the wire that no other scenario uses.</summary>
internal sealed class ScenarioNames(Ixit ixit, ScenarioIsolation isolation)
{
    private const string Share = "$share/";
    private const int LongestClientId = 23;

    /// <summary>The beginning of topics that the user of the IXIT may not use, as features write it.</summary>
    private const string Forbidden = "forbidden/";

    private string ForbiddenPrefix => ixit.Authorization is { } rules
        ? $"{rules.Forbidden}/{isolation.Token}/"
        : throw new SutUnavailableException("the IXIT does not say what its user may not do (authorization)");

    private string Prefix => $"{ixit.TopicPrefix}/{isolation.Token}/";

    /// <summary>A topic name or filter on the wire. One that starts with a dollar sign still does.</summary>
    public string Topic(string written)
    {
        var text = TextNotation.Read(written);
        if (text.StartsWith(Share, StringComparison.Ordinal))
        {
            return Shared(text[Share.Length..]);
        }

        return text switch
        {
            "" => "",
            _ when text.StartsWith(Forbidden, StringComparison.Ordinal) => ForbiddenPrefix + text[Forbidden.Length..],
            ['$', .. var rest] => $"${isolation.Token}{rest}",
            _ => Prefix + text,
        };
    }

    /// <summary>Whether a topic on the wire belongs to this scenario.</summary>
    public bool IsOwn(string topic) =>
        topic.StartsWith(Prefix, StringComparison.Ordinal)
        || (ixit.Authorization is not null && topic.StartsWith(ForbiddenPrefix, StringComparison.Ordinal))
        || topic.StartsWith($"${isolation.Token}", StringComparison.Ordinal);

    /// <summary>A client identifier that every broker must allow (MQTT5-3.1.3-5, MQTT3-3.1.3-5).</summary>
    public string ClientId(string role)
    {
        var id = string.Concat((isolation.Token + role).Where(char.IsAsciiLetterOrDigit));
        return id[..Math.Min(id.Length, LongestClientId)];
    }

    // What is wrong with a share name or a missing filter stays wrong.
    private string Shared(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? rest : rest[..slash];
        var filter = slash < 0 ? "" : rest[(slash + 1)..];
        return Share + (name.Length == 0 ? "" : isolation.Token + name) + (slash < 0 ? "" : "/") + (filter.Length == 0 ? "" : Prefix + filter);
    }
}
