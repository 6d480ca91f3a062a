namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>How a server of MQTT 3.1.1 answers a CONNECT (MQTT 3.1.1, clause 3.2.2.3).</summary>
public enum ConnectReturnCode
{
    /// <summary>0x00.</summary>
    Accepted = 0,

    /// <summary>0x01: the protocol level is not supported.</summary>
    UnacceptableProtocolVersion = 1,

    /// <summary>0x02: the client identifier is not allowed.</summary>
    IdentifierRejected = 2,

    /// <summary>0x03.</summary>
    ServerUnavailable = 3,

    /// <summary>0x04.</summary>
    BadUserNameOrPassword = 4,

    /// <summary>0x05.</summary>
    NotAuthorized = 5,
}
