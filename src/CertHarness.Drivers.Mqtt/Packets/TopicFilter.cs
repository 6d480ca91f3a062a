using System.Diagnostics.CodeAnalysis;

namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>A topic filter that keeps to the syntax (clauses 4.7 and, for shared subscriptions of MQTT 5.0, 4.8.2).</summary>
public sealed record TopicFilter
{
    private const string SharePrefix = "$share/";

    private TopicFilter(string text, string? shareName, string filter)
    {
        Text = text;
        ShareName = shareName;
        Filter = filter;
    }

    /// <summary>The filter as in the SUBSCRIBE.</summary>
    public string Text { get; }

    /// <summary>The name of the share, or null where the subscription is not shared.</summary>
    public string? ShareName { get; }

    /// <summary>What topic names are compared with: <see cref="Text"/> without the share.</summary>
    public string Filter { get; }

    /// <summary>Reads a topic filter.</summary>
    /// <param name="text">The filter as in a SUBSCRIBE.</param>
    /// <param name="version">MQTT 3.1.1 knows no shared subscriptions: there <c>$share/a/b</c> is a filter like any other.</param>
    /// <param name="filter">The filter, or null where the syntax is wrong.</param>
    public static bool TryParse(string text, MqttVersion version, [NotNullWhen(true)] out TopicFilter? filter)
    {
        filter = ProblemOf(text, version) is null ? Split(text, version) : null;
        return filter is not null;
    }

    /// <summary>What is wrong with a topic filter, or null.</summary>
    /// <param name="text">The filter as in a SUBSCRIBE.</param>
    /// <param name="version">The version of the protocol.</param>
    public static string? ProblemOf(string text, MqttVersion version)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TopicText.ProblemOf(text) is { } problem)
            return problem;
        var parsed = Split(text, version);
        if (version == MqttVersion.V5 && text.StartsWith(SharePrefix, StringComparison.Ordinal))
        {
            if (string.IsNullOrEmpty(parsed.ShareName))
                return "a share name of at least one character and a slash follow $share/";
            if (parsed.ShareName.AsSpan().ContainsAny('+', '#'))
                return "a share name contains no wildcard characters";
            if (parsed.Filter.Length == 0)
                return "a topic filter follows the share name";
        }

        return WildcardProblemOf(parsed.Filter);
    }

    /// <summary>Whether a topic name matches, by plain comparison without any normalization (clause 4.7.3).</summary>
    /// <param name="topic">The topic name.</param>
    public bool Matches(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return Matches(Filter, topic);
    }

    /// <summary>Whether a topic name matches a filter that is not shared.</summary>
    /// <param name="filter">The filter, with valid syntax.</param>
    /// <param name="topic">The topic name.</param>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic.StartsWith("$") && (filter.StartsWith("+") || filter.StartsWith("#")))
            return false;
        while (true)
        {
            var wanted = NextLevel(ref filter, out var filterGoesOn);
            if (wanted is "#")
                return true;
            var level = NextLevel(ref topic, out var topicGoesOn);
            if (wanted is not "+" && !wanted.SequenceEqual(level))
                return false;
            if (!filterGoesOn && !topicGoesOn)
                return true;

            // "sport/#" matches "sport" as well: # includes the parent level.
            if (!topicGoesOn)
                return filter is "#";
            if (!filterGoesOn)
                return false;
        }
    }

    private static TopicFilter Split(string text, MqttVersion version)
    {
        if (version != MqttVersion.V5 || !text.StartsWith(SharePrefix, StringComparison.Ordinal))
            return new(text, null, text);
        var slash = text.IndexOf('/', SharePrefix.Length);
        return slash < 0
            ? new(text, "", "")
            : new(text, text[SharePrefix.Length..slash], text[(slash + 1)..]);
    }

    private static string? WildcardProblemOf(ReadOnlySpan<char> rest)
    {
        for (var goesOn = true; goesOn;)
        {
            var level = NextLevel(ref rest, out goesOn);
            if (level.Contains('#') && (level.Length > 1 || goesOn))
                return "# stands alone in the last level";
            if (level.Contains('+') && level.Length > 1)
                return "+ stands alone in its level";
        }

        return null;
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool goesOn)
    {
        var slash = rest.IndexOf('/');
        goesOn = slash >= 0;
        var level = goesOn ? rest[..slash] : rest;
        rest = goesOn ? rest[(slash + 1)..] : [];
        return level;
    }
}
