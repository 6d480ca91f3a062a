using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Reads the properties of MQTT 5.0 and judges them (clause 2.2.2).</summary>
internal static class PropertiesReader
{
    public static Properties ReadProperties(this WireReader reader, PropertyCarriers carrier)
    {
        if (reader.Version == MqttVersion.V311)
            return Properties.None;
        if (reader.Remaining == 0)
            throw reader.Malformed(Clause.NoProperties, "the property length is missing");
        var length = reader.VariableByteInteger("property length");
        return length == 0 ? Properties.None : reader.Within(length, "properties", inner => ReadAll(inner, carrier));
    }

    private static Properties ReadAll(WireReader reader, PropertyCarriers carrier)
    {
        var result = new Properties();
        var seen = 0UL;
        var subscriptionIdentifiers = new List<uint>();
        var userProperties = new List<UserProperty>();
        while (reader.Remaining > 0)
        {
            var id = Identifier(reader, carrier);
            if ((seen & (1UL << (int)id)) != 0 && !MayRepeat(id, carrier))
                throw reader.Wrong(Clause.Properties, ReasonCode.ProtocolError, $"{id.Name()} occurs more than once");
            seen |= 1UL << (int)id;
            if (id == PropertyId.SubscriptionIdentifier)
                subscriptionIdentifiers.Add(SubscriptionIdentifier(reader));
            else if (id == PropertyId.UserProperty)
                userProperties.Add(new(reader.Utf8String("name of a User Property"), reader.Utf8String("value of a User Property")));
            else
                result = Read(reader, id, result);
        }

        PropertyRanges.Check(reader, result);
        return result with { SubscriptionIdentifiers = subscriptionIdentifiers, UserProperties = userProperties };
    }

    private static PropertyId Identifier(WireReader reader, PropertyCarriers carrier)
    {
        var number = reader.VariableByteInteger("property identifier");
        var id = (PropertyId)number;
        if (number > byte.MaxValue || !PropertyTable.IsKnown(id))
            throw reader.Malformed(Clause.Properties, $"0x{number:X2} is not a property identifier");
        if (!id.IsAllowedIn(carrier))
            throw reader.Malformed(Clause.Properties, $"{id.Name()} is not allowed here");
        return id;
    }

    private static bool MayRepeat(PropertyId id, PropertyCarriers carrier) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && carrier == PropertyCarriers.Publish);

    private static uint SubscriptionIdentifier(WireReader reader) => reader.VariableByteInteger("Subscription Identifier") is > 0 and var id
        ? id
        : throw reader.Wrong(Clause.Properties, ReasonCode.ProtocolError, "Subscription Identifier is 0");

    private static Properties Read(WireReader reader, PropertyId id, Properties so) => id switch
    {
        PropertyId.PayloadFormatIndicator => so with { PayloadFormatIndicator = reader.Byte("Payload Format Indicator") },
        PropertyId.MessageExpiryInterval => so with { MessageExpiryInterval = reader.UInt32("Message Expiry Interval") },
        PropertyId.ContentType => so with { ContentType = reader.Utf8String("Content Type") },
        PropertyId.ResponseTopic => so with { ResponseTopic = reader.Utf8String("Response Topic") },
        PropertyId.CorrelationData => so with { CorrelationData = reader.Binary("Correlation Data") },
        PropertyId.SessionExpiryInterval => so with { SessionExpiryInterval = reader.UInt32("Session Expiry Interval") },
        PropertyId.AssignedClientIdentifier => so with { AssignedClientIdentifier = reader.Utf8String("Assigned Client Identifier") },
        PropertyId.ServerKeepAlive => so with { ServerKeepAlive = reader.UInt16("Server Keep Alive") },
        PropertyId.AuthenticationMethod => so with { AuthenticationMethod = reader.Utf8String("Authentication Method") },
        PropertyId.AuthenticationData => so with { AuthenticationData = reader.Binary("Authentication Data") },
        PropertyId.RequestProblemInformation => so with { RequestProblemInformation = reader.Byte("Request Problem Information") },
        PropertyId.WillDelayInterval => so with { WillDelayInterval = reader.UInt32("Will Delay Interval") },
        PropertyId.RequestResponseInformation => so with { RequestResponseInformation = reader.Byte("Request Response Information") },
        PropertyId.ResponseInformation => so with { ResponseInformation = reader.Utf8String("Response Information") },
        PropertyId.ServerReference => so with { ServerReference = reader.Utf8String("Server Reference") },
        PropertyId.ReasonString => so with { ReasonString = reader.Utf8String("Reason String") },
        PropertyId.ReceiveMaximum => so with { ReceiveMaximum = reader.UInt16("Receive Maximum") },
        PropertyId.TopicAliasMaximum => so with { TopicAliasMaximum = reader.UInt16("Topic Alias Maximum") },
        PropertyId.TopicAlias => so with { TopicAlias = reader.UInt16("Topic Alias") },
        PropertyId.MaximumQoS => so with { MaximumQoS = reader.Byte("Maximum QoS") },
        PropertyId.RetainAvailable => so with { RetainAvailable = reader.Byte("Retain Available") },
        PropertyId.MaximumPacketSize => so with { MaximumPacketSize = reader.UInt32("Maximum Packet Size") },
        PropertyId.WildcardSubscriptionAvailable => so with { WildcardSubscriptionAvailable = reader.Byte("Wildcard Subscription Available") },
        PropertyId.SubscriptionIdentifiersAvailable => so with { SubscriptionIdentifiersAvailable = reader.Byte("Subscription Identifiers Available") },
        PropertyId.SharedSubscriptionAvailable => so with { SharedSubscriptionAvailable = reader.Byte("Shared Subscription Available") },
        _ => throw new InvalidOperationException($"No rule reads {id}."),
    };
}
