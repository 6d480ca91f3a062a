using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt.Authentication;
using CertHarness.ReferenceCity.Mqtt.Publishing;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>What a well-formed CONNECT still has to meet.</summary>
internal static class ConnectRules
{
    public static ConnectRefusal? Check(ConnectPacket packet, MqttVersion version, BrokerOptions options) =>
        CheckAuthentication(packet, options)
        ?? CheckClientIdentifier(packet, version)
        ?? CheckClientIdentifier(packet.ClientId, options)
        ?? (packet.Will is { } will ? CheckWill(will, version, options) : null);

    // MQTT5-4.12.0-1
    private static ConnectRefusal? CheckAuthentication(ConnectPacket packet, BrokerOptions options) =>
        packet.Properties.AuthenticationMethod is { } method && !(options.EnhancedAuthentication && method == ScramExchange.Method)
            ? new(ReasonCode.BadAuthenticationMethod, $"the authentication method {method} is not supported")
            : null;

    // MQTT5-3.1.3-5, MQTT3-3.1.3-5: a server must take 23 letters and digits and may refuse anything else.
    private static ConnectRefusal? CheckClientIdentifier(string clientId, BrokerOptions options) =>
        options.LongestClientIdentifier is { } longest && (clientId.Length > longest || !clientId.All(char.IsAsciiLetterOrDigit))
            ? new(ReasonCode.ClientIdentifierNotValid, $"a client identifier has at most {longest} letters and digits here")
            : null;

    // MQTT3-3.1.3-8; MQTT 5.0 lets the server assign an identifier in any case.
    private static ConnectRefusal? CheckClientIdentifier(ConnectPacket packet, MqttVersion version) =>
        version == MqttVersion.V311 && packet is { ClientId.Length: 0, CleanStart: false }
            ? new(ReasonCode.ClientIdentifierNotValid, "a session that lasts needs a client identifier")
            : null;

    private static ConnectRefusal? CheckWill(Will will, MqttVersion version, BrokerOptions options)
    {
        // MQTT5-3.2.2-12, MQTT5-3.2.2-13
        if (version == MqttVersion.V5 && will.QoS > options.MaximumQoS)
            return new(ReasonCode.QoSNotSupported, $"QoS {(int)options.MaximumQoS} is the highest");
        if (version == MqttVersion.V5 && will.Retain && !options.RetainedMessages)
            return new(ReasonCode.RetainNotSupported, "no messages are retained");
        if (TopicName.ProblemOf(will.Topic) is { } problem)
            return new(ReasonCode.TopicNameInvalid, $"will topic: {problem}");
        if (will.Properties.ResponseTopic is { } response && TopicName.ProblemOf(response) is { } responseProblem)
            return new(ReasonCode.ProtocolError, $"response topic of the will: {responseProblem}");
        return PayloadFormat.IsAsIndicated(will.Properties, will.Payload)
            ? null
            : new(ReasonCode.PayloadFormatInvalid, "the payload of the will is not UTF-8");
    }
}
