using System.Globalization;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>How a client introduces itself.</summary>
internal sealed record ConnectSettings
{
    /// <summary>How long a lasting session is kept, in seconds: longer than any scenario.</summary>
    private const uint LastingExpiry = 60;

    /// <summary>The version that the client speaks.</summary>
    public required MqttVersion Version { get; init; }

    /// <summary>The client identifier as the feature gives it, empty for none, or null for one made from the role.</summary>
    public string? ClientId { get; init; }

    /// <summary>Clean Start, or Clean Session in MQTT 3.1.1.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>In seconds.</summary>
    public ushort KeepAlive { get; init; } = 60;

    /// <summary>The will, its topic as the feature gives it, or null.</summary>
    public Will? Will { get; init; }

    /// <summary>The properties of MQTT 5.0.</summary>
    public Properties Properties { get; init; } = Properties.None;

    /// <summary>Whether the broker keeps a session after the connection.</summary>
    public bool Lasts => Version == MqttVersion.V5 ? Properties.SessionExpiryInterval > 0 : !CleanStart;

    /// <summary>The same, with a session that outlives the connection.</summary>
    public ConnectSettings Lasting() => this with
    {
        CleanStart = false,
        Properties = Version == MqttVersion.V5 ? Properties with { SessionExpiryInterval = LastingExpiry } : Properties,
    };

    /// <summary>The same device coming back: it wants its session, and leaves no will.</summary>
    public ConnectSettings Returning(bool cleanStart) => this with { CleanStart = cleanStart, Will = null };

    /// <summary>The same with the settings of a feature's table.</summary>
    /// <exception cref="FormatException">A setting is unknown or its value is.</exception>
    public ConnectSettings With(IEnumerable<KeyValuePair<string, string>> settings) =>
        settings.Aggregate(this, (all, setting) => all.With(setting.Key, setting.Value));

    private ConnectSettings With(string name, string value) => name switch
    {
        "client identifier" => this with { ClientId = value == "none" ? "" : value },
        "clean start" => this with { CleanStart = Flag(value) },
        "keep alive" => this with { KeepAlive = Number<ushort>(value) },
        "session expiry" => this with { Properties = Properties with { SessionExpiryInterval = Number<uint>(value) } },
        "receive maximum" => this with { Properties = Properties with { ReceiveMaximum = Number<ushort>(value) } },
        "maximum packet size" => this with { Properties = Properties with { MaximumPacketSize = Number<uint>(value) } },
        "topic alias maximum" => this with { Properties = Properties with { TopicAliasMaximum = Number<ushort>(value) } },
        "request problem information" => this with { Properties = Properties with { RequestProblemInformation = Bit(value) } },
        "request response information" => this with { Properties = Properties with { RequestResponseInformation = Bit(value) } },
        "authentication method" => this with { Properties = Properties with { AuthenticationMethod = value } },
        _ when name.StartsWith("will ", StringComparison.Ordinal) => this with { Will = WithWill(Will ?? new Will { Topic = "" }, name, value) },
        _ => throw new FormatException($"'{name}' is not a setting of a connection."),
    };

    private static Will WithWill(Will will, string name, string value) => name switch
    {
        "will topic" => will with { Topic = value },
        "will payload" => will with { Payload = TextNotation.Payload(value) },
        "will QoS" => will with { QoS = Number<QualityOfService>(value) },
        "will retain" => will with { Retain = Flag(value) },
        "will delay" => will with { Properties = will.Properties with { WillDelayInterval = Number<uint>(value) } },
        "will user property" => will with
        {
            Properties = will.Properties with { UserProperties = [.. will.Properties.UserProperties, MessageProperties.Pair(value)] },
        },
        _ => throw new FormatException($"'{name}' is not a setting of a will."),
    };

    private static bool Flag(string value) => value switch
    {
        "yes" => true,
        "no" => false,
        _ => throw new FormatException($"'{value}' is neither yes nor no."),
    };

    private static byte Bit(string value) => Flag(value) ? (byte)1 : (byte)0;

    private static T Number<T>(string value) => typeof(T).IsEnum
        ? (T)(object)int.Parse(value, CultureInfo.InvariantCulture)
        : (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture);
}
