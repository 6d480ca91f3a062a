namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>What a device can be told: the words of a campaign's <c>ixit.device</c>.</summary>
internal static class DeviceVocabulary
{
    /// <summary>Connects and stays connected.</summary>
    public const string Connect = "connect";

    /// <summary>Connects, publishes {count} messages of {payload} to {topic} at {qos}, and ends when they are done with or stays.</summary>
    public const string Publish = "publish";

    /// <summary>Connects, subscribes to {topic} at {qos}, and stays connected.</summary>
    public const string Subscribe = "subscribe";

    /// <summary>Connects, unsubscribes from {topic}, and stays connected.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>Connects, may publish a message, and says goodbye.</summary>
    public const string Disconnect = "disconnect";

    private static readonly string[] Common =
    [
        "mqtt-5.0", "mqtt-3.1.1", "keep-alive", "lasting-session", "will", "will-retain", "user-name", "no-client-id", "authentication-method",
        "re-authentication", "websocket", "topic-alias-maximum", "receive-maximum", "maximum-packet-size",
    ];

    /// <summary>The options of each action.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Actions { get; } = new Dictionary<string, IReadOnlySet<string>>
    {
        [Connect] = Options(),
        [Publish] = Options("retain", "topic-alias", "response-topic", "content-type", "user-property", "message-expiry"),
        [Subscribe] = Options("no-local", "subscription-identifier"),
        [Unsubscribe] = Options(),
        [Disconnect] = Options(),
    };

    private static HashSet<string> Options(params string[] more) => [.. Common, .. more];
}
