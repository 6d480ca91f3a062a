using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>Where each version states a rule: the statement's number or, where it has none, the clause.</summary>
internal sealed record Clause(string V5, string V311)
{
    public string In(MqttVersion version) => version == MqttVersion.V311 ? $"MQTT3-{V311}" : $"MQTT5-{V5}";

    public static readonly Clause PacketTypes = new("2.1.2", "2.2.1");
    public static readonly Clause FixedHeaderFlags = new("2.1.3-1", "2.2.2-2");
    public static readonly Clause PubRelFlags = new("3.6.1-1", "3.6.1-1");
    public static readonly Clause SubscribeFlags = new("3.8.1-1", "3.8.1-1");
    public static readonly Clause UnsubscribeFlags = new("3.10.1-1", "3.10.1-1");
    public static readonly Clause DisconnectFlags = new("3.14.1-1", "3.14.1-1");
    public static readonly Clause AuthFlags = new("3.15.1-1", "2.2.1");
    public static readonly Clause RemainingLength = new("2.1.4", "2.2.3");
    public static readonly Clause VariableByteInteger = new("1.5.5", "2.2.3");
    public static readonly Clause ShortestForm = new("1.5.5-1", "2.2.3");
    public static readonly Clause WellFormedUtf8 = new("1.5.4-1", "1.5.3-1");
    public static readonly Clause NullCharacter = new("1.5.4-2", "1.5.3-2");
    public static readonly Clause PacketSize = new("3.1.2.11.4", "2.2.3");
    public static readonly Clause Properties = new("2.2.2.2", "2.3");
    public static readonly Clause NoProperties = new("2.2.2-1", "2.3");
    public static readonly Clause PacketId = new("2.2.1-3", "2.3.1-1");

    public static readonly Clause ProtocolName = new("3.1.2-1", "3.1.2-1");
    public static readonly Clause ProtocolLevel = new("3.1.2-2", "3.1.2-2");
    public static readonly Clause ConnectReserved = new("3.1.2-3", "3.1.2-3");
    public static readonly Clause WillQoS = new("3.1.2-12", "3.1.2-14");
    public static readonly Clause WillQoSWithoutWill = new("3.1.2-11", "3.1.2-13");
    public static readonly Clause WillRetainWithoutWill = new("3.1.2-13", "3.1.2-15");
    public static readonly Clause PasswordWithoutUserName = new("3.1.2.9", "3.1.2-22");
    public static readonly Clause AuthenticationData = new("3.1.2.11.10", "2.3");
    public static readonly Clause ConnAckFlags = new("3.2.2-1", "3.2.2.1");
    public static readonly Clause ConnAckCode = new("3.2.2-8", "3.2.2.3");

    public static readonly Clause PublishQoS = new("3.3.1-4", "3.3.1-4");
    public static readonly Clause PublishDup = new("3.3.1-2", "3.3.1-2");
    public static readonly Clause TopicAliasZero = new("3.3.2-8", "2.3");
    public static readonly Clause SubscriptionIdFromClient = new("3.3.4-6", "2.3");
    public static readonly Clause PubAckCode = new("3.4.2-1", "3.4");
    public static readonly Clause PubRecCode = new("3.5.2-1", "3.5");
    public static readonly Clause PubRelCode = new("3.6.2-1", "3.6");
    public static readonly Clause PubCompCode = new("3.7.2-1", "3.7");

    public static readonly Clause SubscribePayload = new("3.8.3-2", "3.8.3-3");
    public static readonly Clause SubscribeOptionsReserved = new("3.8.3-5", "3.8.3-4");
    public static readonly Clause SubscribeQoS = new("3.8.3.1", "3.8.3-4");
    public static readonly Clause SubAckPayload = new("3.9.3", "3.9.3");
    public static readonly Clause SubAckCode = new("3.9.3-2", "3.9.3-2");
    public static readonly Clause UnsubscribePayload = new("3.10.3-2", "3.10.3-2");
    public static readonly Clause UnsubAckPayload = new("3.11.3", "3.11.3");
    public static readonly Clause UnsubAckCode = new("3.11.3-2", "3.11.3");

    public static readonly Clause DisconnectCode = new("3.14.2-1", "3.14.3");
    public static readonly Clause SessionExpiryFromServer = new("3.14.2-2", "3.14");
    public static readonly Clause AuthCode = new("3.15.2-1", "2.2.1");
}
