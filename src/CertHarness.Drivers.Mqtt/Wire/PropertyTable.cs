using System.Collections.Frozen;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Name, data type and carriers of each property (MQTT 5.0, clause 2.2.2.2).</summary>
internal static class PropertyTable
{
    private static readonly FrozenDictionary<PropertyId, Row> Rows = new Dictionary<PropertyId, Row>
    {
        [PropertyId.PayloadFormatIndicator] = new("Payload Format Indicator", PropertyType.Byte, PropertyCarriers.Publish | PropertyCarriers.Will),
        [PropertyId.MessageExpiryInterval] = new("Message Expiry Interval", PropertyType.UInt32, PropertyCarriers.Publish | PropertyCarriers.Will),
        [PropertyId.ContentType] = new("Content Type", PropertyType.String, PropertyCarriers.Publish | PropertyCarriers.Will),
        [PropertyId.ResponseTopic] = new("Response Topic", PropertyType.String, PropertyCarriers.Publish | PropertyCarriers.Will),
        [PropertyId.CorrelationData] = new("Correlation Data", PropertyType.Binary, PropertyCarriers.Publish | PropertyCarriers.Will),
        [PropertyId.SubscriptionIdentifier] = new("Subscription Identifier", PropertyType.VariableByteInteger, PropertyCarriers.Publish | PropertyCarriers.Subscribe),
        [PropertyId.SessionExpiryInterval] = new("Session Expiry Interval", PropertyType.UInt32, PropertyCarriers.Connect | PropertyCarriers.ConnAck | PropertyCarriers.Disconnect),
        [PropertyId.AssignedClientIdentifier] = new("Assigned Client Identifier", PropertyType.String, PropertyCarriers.ConnAck),
        [PropertyId.ServerKeepAlive] = new("Server Keep Alive", PropertyType.UInt16, PropertyCarriers.ConnAck),
        [PropertyId.AuthenticationMethod] = new("Authentication Method", PropertyType.String, PropertyCarriers.Connect | PropertyCarriers.ConnAck | PropertyCarriers.Auth),
        [PropertyId.AuthenticationData] = new("Authentication Data", PropertyType.Binary, PropertyCarriers.Connect | PropertyCarriers.ConnAck | PropertyCarriers.Auth),
        [PropertyId.RequestProblemInformation] = new("Request Problem Information", PropertyType.Byte, PropertyCarriers.Connect),
        [PropertyId.WillDelayInterval] = new("Will Delay Interval", PropertyType.UInt32, PropertyCarriers.Will),
        [PropertyId.RequestResponseInformation] = new("Request Response Information", PropertyType.Byte, PropertyCarriers.Connect),
        [PropertyId.ResponseInformation] = new("Response Information", PropertyType.String, PropertyCarriers.ConnAck),
        [PropertyId.ServerReference] = new("Server Reference", PropertyType.String, PropertyCarriers.ConnAck | PropertyCarriers.Disconnect),
        [PropertyId.ReasonString] = new("Reason String", PropertyType.String, PropertyCarriers.ConnAck | PropertyCarriers.PubAck | PropertyCarriers.PubRec | PropertyCarriers.PubRel | PropertyCarriers.PubComp | PropertyCarriers.SubAck | PropertyCarriers.UnsubAck | PropertyCarriers.Disconnect | PropertyCarriers.Auth),
        [PropertyId.ReceiveMaximum] = new("Receive Maximum", PropertyType.UInt16, PropertyCarriers.Connect | PropertyCarriers.ConnAck),
        [PropertyId.TopicAliasMaximum] = new("Topic Alias Maximum", PropertyType.UInt16, PropertyCarriers.Connect | PropertyCarriers.ConnAck),
        [PropertyId.TopicAlias] = new("Topic Alias", PropertyType.UInt16, PropertyCarriers.Publish),
        [PropertyId.MaximumQoS] = new("Maximum QoS", PropertyType.Byte, PropertyCarriers.ConnAck),
        [PropertyId.RetainAvailable] = new("Retain Available", PropertyType.Byte, PropertyCarriers.ConnAck),
        [PropertyId.UserProperty] = new("User Property", PropertyType.StringPair, PropertyCarriers.All),
        [PropertyId.MaximumPacketSize] = new("Maximum Packet Size", PropertyType.UInt32, PropertyCarriers.Connect | PropertyCarriers.ConnAck),
        [PropertyId.WildcardSubscriptionAvailable] = new("Wildcard Subscription Available", PropertyType.Byte, PropertyCarriers.ConnAck),
        [PropertyId.SubscriptionIdentifiersAvailable] = new("Subscription Identifiers Available", PropertyType.Byte, PropertyCarriers.ConnAck),
        [PropertyId.SharedSubscriptionAvailable] = new("Shared Subscription Available", PropertyType.Byte, PropertyCarriers.ConnAck),
    }.ToFrozenDictionary();

    public static bool IsKnown(PropertyId id) => Rows.ContainsKey(id);

    public static string Name(this PropertyId id) => Rows.TryGetValue(id, out var row) ? row.Name : $"property 0x{(byte)id:X2}";

    public static PropertyType? TypeOf(PropertyId id) => Rows.TryGetValue(id, out var row) ? row.Type : null;

    public static bool IsAllowedIn(this PropertyId id, PropertyCarriers carrier) =>
        Rows.TryGetValue(id, out var row) && row.Carriers.HasFlag(carrier);

    private sealed record Row(string Name, PropertyType Type, PropertyCarriers Carriers);
}
