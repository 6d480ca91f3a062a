using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Publishing;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>What a well-formed CONNECT still has to meet.</summary>
internal static class ConnectRules
{
    public static ConnectRefusal? Check(ConnectPacket packet, MqttVersion version) =>
        CheckAuthentication(packet) ?? CheckClientIdentifier(packet, version) ?? (packet.Will is { } will ? CheckWill(will) : null);

    // MQTT5-4.12.0-1: no authentication method is supported.
    private static ConnectRefusal? CheckAuthentication(ConnectPacket packet) => packet.Properties.AuthenticationMethod is not null
        ? new(ReasonCode.BadAuthenticationMethod, "no authentication method is supported")
        : null;

    // MQTT3-3.1.3-8; MQTT 5.0 lets the server assign an identifier in any case.
    private static ConnectRefusal? CheckClientIdentifier(ConnectPacket packet, MqttVersion version) =>
        version == MqttVersion.V311 && packet is { ClientId.Length: 0, CleanStart: false }
            ? new(ReasonCode.ClientIdentifierNotValid, "a session that lasts needs a client identifier")
            : null;

    private static ConnectRefusal? CheckWill(Will will)
    {
        if (TopicName.ProblemOf(will.Topic) is { } problem)
            return new(ReasonCode.TopicNameInvalid, $"will topic: {problem}");
        if (will.Properties.ResponseTopic is { } response && TopicName.ProblemOf(response) is { } responseProblem)
            return new(ReasonCode.ProtocolError, $"response topic of the will: {responseProblem}");
        return PayloadFormat.IsAsIndicated(will.Properties, will.Payload)
            ? null
            : new(ReasonCode.PayloadFormatInvalid, "the payload of the will is not UTF-8");
    }
}
