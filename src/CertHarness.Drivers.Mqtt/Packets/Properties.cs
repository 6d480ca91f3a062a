using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>
/// The properties of a packet or a will of MQTT 5.0 (clause 2.2.2.2). A member that is null is absent on the wire. Any value can be
/// set, also in a packet that may not carry it: receiving decides what is right.
/// </summary>
public sealed record Properties
{
    /// <summary>No properties at all.</summary>
    public static Properties None { get; } = new();

    /// <summary>0 for bytes, 1 for UTF-8 text; the peer may send others; in PUBLISH, will.</summary>
    public byte? PayloadFormatIndicator { get; init; }

    /// <summary>In seconds; in PUBLISH, will.</summary>
    public uint? MessageExpiryInterval { get; init; }

    /// <summary>What the payload is, such as a MIME type; in PUBLISH, will.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where a response is expected; in PUBLISH, will.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What ties a response to its request; in PUBLISH, will.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>In seconds; 0xFFFFFFFF never ends; in CONNECT, CONNACK, DISCONNECT.</summary>
    public uint? SessionExpiryInterval { get; init; }

    /// <summary>The client identifier that the server chose; in CONNACK.</summary>
    public string? AssignedClientIdentifier { get; init; }

    /// <summary>In seconds; in CONNACK.</summary>
    public ushort? ServerKeepAlive { get; init; }

    /// <summary>The name of the method; in CONNECT, CONNACK, AUTH.</summary>
    public string? AuthenticationMethod { get; init; }

    /// <summary>What the method exchanges; in CONNECT, CONNACK, AUTH.</summary>
    public ReadOnlyMemory<byte>? AuthenticationData { get; init; }

    /// <summary>0 or 1; in CONNECT.</summary>
    public byte? RequestProblemInformation { get; init; }

    /// <summary>In seconds; in will.</summary>
    public uint? WillDelayInterval { get; init; }

    /// <summary>0 or 1; in CONNECT.</summary>
    public byte? RequestResponseInformation { get; init; }

    /// <summary>From which a client builds response topics; in CONNACK.</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>Another server to use; in CONNACK, DISCONNECT.</summary>
    public string? ServerReference { get; init; }

    /// <summary>For people, not for programs; in CONNACK, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, DISCONNECT, AUTH.</summary>
    public string? ReasonString { get; init; }

    /// <summary>How many QoS 1 and 2 messages may be under way; 1 to 65535; in CONNECT, CONNACK.</summary>
    public ushort? ReceiveMaximum { get; init; }

    /// <summary>The highest alias accepted; 0 for none; in CONNECT, CONNACK.</summary>
    public ushort? TopicAliasMaximum { get; init; }

    /// <summary>Stands for the topic name; 1 to 65535; in PUBLISH.</summary>
    public ushort? TopicAlias { get; init; }

    /// <summary>0 or 1; in CONNACK.</summary>
    public byte? MaximumQoS { get; init; }

    /// <summary>0 or 1; in CONNACK.</summary>
    public byte? RetainAvailable { get; init; }

    /// <summary>In bytes, fixed header included; at least 1; in CONNECT, CONNACK.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>0 or 1; in CONNACK.</summary>
    public byte? WildcardSubscriptionAvailable { get; init; }

    /// <summary>0 or 1; in CONNACK.</summary>
    public byte? SubscriptionIdentifiersAvailable { get; init; }

    /// <summary>0 or 1; in CONNACK.</summary>
    public byte? SharedSubscriptionAvailable { get; init; }

    /// <summary>1 to 268,435,455 each; one in a SUBSCRIBE, any number in a PUBLISH to a client.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];

    /// <summary>Name and value pairs in their order; a name may occur more than once.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];

    /// <summary>The properties in one line, such as "Receive Maximum 10, Topic Alias 1"; empty where there are none.</summary>
    public override string ToString() => string.Join(", ", PropertyList.Of(this).Select(p => $"{p.Id.Name()} {p.Text()}"));
}

/// <summary>A user property.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record UserProperty(string Name, string Value);
