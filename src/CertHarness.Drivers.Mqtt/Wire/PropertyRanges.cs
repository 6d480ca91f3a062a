using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The values that properties of MQTT 5.0 may have where their data type allows more.</summary>
internal static class PropertyRanges
{
    public static void Check(WireReader reader, Properties properties)
    {
        ZeroOrOne(reader, properties.PayloadFormatIndicator, PropertyId.PayloadFormatIndicator);
        ZeroOrOne(reader, properties.RequestProblemInformation, PropertyId.RequestProblemInformation);
        ZeroOrOne(reader, properties.RequestResponseInformation, PropertyId.RequestResponseInformation);
        ZeroOrOne(reader, properties.MaximumQoS, PropertyId.MaximumQoS);
        ZeroOrOne(reader, properties.RetainAvailable, PropertyId.RetainAvailable);
        ZeroOrOne(reader, properties.WildcardSubscriptionAvailable, PropertyId.WildcardSubscriptionAvailable);
        ZeroOrOne(reader, properties.SubscriptionIdentifiersAvailable, PropertyId.SubscriptionIdentifiersAvailable);
        ZeroOrOne(reader, properties.SharedSubscriptionAvailable, PropertyId.SharedSubscriptionAvailable);
        if (properties.ReceiveMaximum == 0)
            throw OutOfRange(reader, PropertyId.ReceiveMaximum, 0);
        if (properties.MaximumPacketSize == 0)
            throw OutOfRange(reader, PropertyId.MaximumPacketSize, 0);
        if (properties.TopicAlias == 0)
            throw reader.Wrong(Clause.TopicAliasZero, ReasonCode.TopicAliasInvalid, "Topic Alias is 0");
    }

    private static void ZeroOrOne(WireReader reader, byte? value, PropertyId id)
    {
        if (value > 1)
            throw OutOfRange(reader, id, value.Value);
    }

    private static MalformedPacketException OutOfRange(WireReader reader, PropertyId id, byte value) =>
        reader.Wrong(Clause.Properties, ReasonCode.ProtocolError, $"{id.Name()} is {value}");
}
