using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What the devices of a fleet do.</summary>
internal sealed record MqttLoadOptions
{
    /// <summary>Stands for the device's number in a topic.</summary>
    public const string DevicePlace = "{device}";
    public const string ActName = "act";
    public const string VersionName = "version";
    public const string QoSName = "qos";
    public const string PayloadName = "payload";
    public const string TopicName = "topic";
    public const string RetainName = "retain";
    public const string KeepAliveName = "keep-alive";
    public const string SubscribersName = "subscribers";
    public const string SubscriberQoSName = "subscriber-qos";
    public const string ClientIdName = "client-id";
    public const string UserName = "user";
    public const string PasswordName = "password";
    public const string ExpectName = "expect";
    public const string AuthorityName = "tls-authority";
    public const string CertificateName = "tls-client-certificate";
    public const string KeyName = "tls-client-key";
    public const string ServerName = "tls-server-name";
    public const string TlsVersionName = "tls-version";

    private const string FilterName = "filter";
    private const string Mixed = "mixed";
    private const int MostPayload = 16 << 20;

    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>
    {
        [ActName] = "publish: one message each time; connect: connect and disconnect each time; collect: connect, subscribe, take what is retained and disconnect (publish)",
        [VersionName] = "5 or 3.1.1 (5)",
        [QoSName] = "0, 1, 2 or mixed (0)",
        [PayloadName] = $"bytes of a message, at least {MessageStamp.Length} (64)",
        [TopicName] = $"where devices publish; {DevicePlace} is the device's number (certharness/load/{DevicePlace})",
        [RetainName] = "whether messages are retained (no)",
        [KeepAliveName] = "keep alive in seconds, 0 for none (60)",
        [SubscribersName] = "how many more devices subscribe and measure what arrives (0)",
        [FilterName] = "what they subscribe to (the topic with + for the device's number)",
        [SubscriberQoSName] = "the QoS that they ask for (2)",
        [ExpectName] = "for act=collect, how many retained messages there are; each device waits for all of them (1)",
        [ClientIdName] = "the beginning of client identifiers; generators at one SUT need different ones (load)",
        [UserName] = "the user name (none)",
        [PasswordName] = "the password (none)",
        [AuthorityName] = "whose certificates are trusted over TLS: a file in PEM, or its text (whom this machine trusts)",
        [CertificateName] = "the devices' own certificate: a file in PEM, or its text (none)",
        [KeyName] = "its private key, where that is another file (the same)",
        [ServerName] = "the name that the SUT's certificate must be for (the address's host)",
        [TlsVersionName] = "1.2 or 1.3 (the highest that both sides know)",
    };

    /// <summary>What a device does in an iteration.</summary>
    public DeviceAct Act { get; init; }

    /// <summary>How many retained messages a device that collects them waits for.</summary>
    public int Expect { get; init; }

    public MqttVersion Version { get; init; }

    /// <summary>The QoS of messages, or null for each in turn.</summary>
    public QualityOfService? QoS { get; init; }

    public int Payload { get; init; }

    public required string Topic { get; init; }

    public bool Retain { get; init; }

    public ushort KeepAlive { get; init; }

    public int Subscribers { get; init; }

    public required string Filter { get; init; }

    public QualityOfService SubscriberQoS { get; init; }

    public required string ClientId { get; init; }

    public string? User { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    public static MqttLoadOptions Of(LoadTarget target)
    {
        var topic = target.Text(TopicName, $"certharness/load/{DevicePlace}");
        var options = new MqttLoadOptions
        {
            Act = OneOf(target, ActName, "publish", ("publish", DeviceAct.Publish), ("connect", DeviceAct.Connect), ("collect", DeviceAct.Collect)),
            Expect = target.Number(ExpectName, 1, 1, 1_000_000),
            Version = OneOf(target, VersionName, "5", ("5", MqttVersion.V5), ("3.1.1", MqttVersion.V311)),
            QoS = target.Text(QoSName, "0") == Mixed ? null : (QualityOfService)target.Number(QoSName, 0, 0, 2),
            Payload = target.Number(PayloadName, 64, MessageStamp.Length, MostPayload),
            Topic = topic,
            Retain = target.Flag(RetainName, false),
            KeepAlive = (ushort)target.Number(KeepAliveName, 60, 0, ushort.MaxValue),
            Subscribers = target.Number(SubscribersName, 0, 0, 1_000_000),
            Filter = target.Text(FilterName, topic.Replace(DevicePlace, "+", StringComparison.Ordinal)),
            SubscriberQoS = (QualityOfService)target.Number(SubscriberQoSName, 2, 0, 2),
            ClientId = target.Text(ClientIdName, "load"),
            User = target.Options.GetValueOrDefault(UserName),
            Password = target.Options.TryGetValue(PasswordName, out var password) ? Encoding.UTF8.GetBytes(password) : (ReadOnlyMemory<byte>?)null,
        };
        return options.Checked();
    }

    /// <summary>The topic of a device.</summary>
    public string TopicOf(int device) => Topic.Replace(DevicePlace, $"{device}", StringComparison.Ordinal);

    private MqttLoadOptions Checked()
    {
        if (Packets.TopicName.ProblemOf(TopicOf(0)) is { } topicProblem)
            throw new ArgumentException($"The option {TopicName} is no topic name: {topicProblem}.");
        if (TopicFilter.ProblemOf(Filter, Version) is { } filterProblem)
            throw new ArgumentException($"The option {FilterName} is no topic filter: {filterProblem}.");
        if (Password is not null && User is null && Version == MqttVersion.V311)
            throw new ArgumentException($"MQTT 3.1.1 has no password without a user name: give the option {UserName} too.");
        return this;
    }

    private static T OneOf<T>(LoadTarget target, string name, string fallback, params (string Name, T Value)[] choices)
    {
        var text = target.Text(name, fallback);
        foreach (var choice in choices)
        {
            if (choice.Name == text)
                return choice.Value;
        }

        throw new ArgumentException($"The option {name} is {string.Join(" or ", choices.Select(choice => choice.Name))}, not '{text}'.");
    }
}

/// <summary>What a device does in an iteration.</summary>
internal enum DeviceAct
{
    /// <summary>It publishes a message.</summary>
    Publish,

    /// <summary>It connects and disconnects.</summary>
    Connect,

    /// <summary>It connects, subscribes, takes what is retained and disconnects.</summary>
    Collect,
}
