using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>Reads what a feature's table says about a message and compares it with one that arrived.</summary>
internal static class MessageProperties
{
    /// <summary>The message with what a row says.</summary>
    /// <exception cref="FormatException">The name is unknown.</exception>
    public static PublishPacket With(this PublishPacket message, string name, string value)
    {
        var properties = message.Properties;
        return name switch
        {
            "QoS" => message with { QoS = (QualityOfService)Int(value) },
            "packet identifier" => message with { PacketId = (ushort)Int(value) },
            "DUP" => message with { Dup = value == "yes" },
            "retain" => message with { Retain = value == "yes" },
            "topic alias" => message with { Properties = properties with { TopicAlias = (ushort)Int(value) } },
            "payload format" => message with { Properties = properties with { PayloadFormatIndicator = (byte)Int(value) } },
            "message expiry" => message with { Properties = properties with { MessageExpiryInterval = (uint)Int(value) } },
            "content type" => message with { Properties = properties with { ContentType = value } },
            "response topic" => message with { Properties = properties with { ResponseTopic = value } },
            "correlation data" => message with { Properties = properties with { CorrelationData = TextNotation.Payload(value) } },
            "user property" => message with { Properties = properties with { UserProperties = [.. properties.UserProperties, Pair(value)] } },
            "subscription identifier" => message with
            {
                Properties = properties with { SubscriptionIdentifiers = [.. properties.SubscriptionIdentifiers, (uint)Int(value)] },
            },
            _ => throw new FormatException($"'{name}' is not a property of a message."),
        };
    }

    /// <summary>What a message that arrived has under a name, in the words of a table; null where it has nothing.</summary>
    public static string? Find(this PublishPacket message, string name) => name switch
    {
        "QoS" => Text((int)message.QoS),
        "packet identifier" => Text(message.PacketId),
        "DUP" => YesNo(message.Dup),
        "retain" => YesNo(message.Retain),
        "payload format" => Text(message.Properties.PayloadFormatIndicator),
        "message expiry" => Text(message.Properties.MessageExpiryInterval),
        "content type" => message.Properties.ContentType,
        "response topic" => message.Properties.ResponseTopic,
        "correlation data" => message.Properties.CorrelationData is { } data ? Convert.ToHexString(data.Span) : null,
        "user property" => message.Properties.UserProperties is { Count: > 0 } pairs ? string.Join(", ", pairs.Select(p => $"{p.Name}={p.Value}")) : null,
        "subscription identifier" => message.Properties.SubscriptionIdentifiers is { Count: > 0 } ids ? string.Join(", ", ids) : null,
        _ => throw new FormatException($"'{name}' is not a property of a message."),
    };

    /// <summary>A user property written <c>name=value</c>.</summary>
    public static UserProperty Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? throw new FormatException($"'{text}' is not name=value.") : new(text[..at], text[(at + 1)..]);
    }

    private static int Int(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    private static string YesNo(bool flag) => flag ? "yes" : "no";
}
