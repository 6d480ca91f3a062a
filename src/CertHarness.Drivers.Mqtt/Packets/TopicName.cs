using System.Text;

namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>The syntax of topic names (clause 4.7), the same in both versions.</summary>
public static class TopicName
{
    /// <summary>Whether a message can be published to it.</summary>
    /// <param name="topic">The topic name.</param>
    public static bool IsValid(string topic) => ProblemOf(topic) is null;

    /// <summary>What is wrong with a topic name, or null.</summary>
    /// <param name="topic">The topic name.</param>
    public static string? ProblemOf(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return TopicText.ProblemOf(topic)
            ?? (topic.AsSpan().ContainsAny('+', '#') ? "a topic name contains no wildcard characters" : null);
    }
}

/// <summary>What topic names and topic filters have in common (clause 4.7.3).</summary>
internal static class TopicText
{
    private const int LongestInBytes = 65_535;

    public static string? ProblemOf(string text) => text switch
    {
        "" => "it has at least one character",
        _ when text.Contains('\0', StringComparison.Ordinal) => "it does not contain U+0000",
        _ when Encoding.UTF8.GetByteCount(text) > LongestInBytes => "it has at most 65,535 bytes",
        _ => null,
    };
}
