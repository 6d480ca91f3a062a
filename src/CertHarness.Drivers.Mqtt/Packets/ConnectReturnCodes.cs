namespace CertHarness.Drivers.Mqtt.Packets;

/// <summary>What MQTT 3.1.1 and MQTT 5.0 call the same answer to a CONNECT.</summary>
public static class ConnectReturnCodes
{
    /// <summary>The reason code that comes closest; 0x80 for codes that MQTT 3.1.1 reserves.</summary>
    /// <param name="code">The return code.</param>
    public static ReasonCode ToReasonCode(this ConnectReturnCode code) => code switch
    {
        ConnectReturnCode.Accepted => ReasonCode.Success,
        ConnectReturnCode.UnacceptableProtocolVersion => ReasonCode.UnsupportedProtocolVersion,
        ConnectReturnCode.IdentifierRejected => ReasonCode.ClientIdentifierNotValid,
        ConnectReturnCode.ServerUnavailable => ReasonCode.ServerUnavailable,
        ConnectReturnCode.BadUserNameOrPassword => ReasonCode.BadUserNameOrPassword,
        ConnectReturnCode.NotAuthorized => ReasonCode.NotAuthorized,
        _ => ReasonCode.UnspecifiedError,
    };

    /// <summary>The return code that comes closest, or null where MQTT 3.1.1 has none and the server has to close (MQTT3-3.2.2-6).</summary>
    /// <param name="code">The reason code.</param>
    public static ConnectReturnCode? ToReturnCode(this ReasonCode code) => code switch
    {
        ReasonCode.Success => ConnectReturnCode.Accepted,
        ReasonCode.UnsupportedProtocolVersion => ConnectReturnCode.UnacceptableProtocolVersion,
        ReasonCode.ClientIdentifierNotValid => ConnectReturnCode.IdentifierRejected,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy => ConnectReturnCode.ServerUnavailable,
        ReasonCode.BadUserNameOrPassword => ConnectReturnCode.BadUserNameOrPassword,
        ReasonCode.NotAuthorized or ReasonCode.Banned => ConnectReturnCode.NotAuthorized,
        _ => null,
    };

    internal static string Name(this ConnectReturnCode code) => code switch
    {
        ConnectReturnCode.Accepted => "Accepted",
        ConnectReturnCode.UnacceptableProtocolVersion => "Unacceptable protocol version",
        ConnectReturnCode.IdentifierRejected => "Identifier rejected",
        ConnectReturnCode.ServerUnavailable => "Server unavailable",
        ConnectReturnCode.BadUserNameOrPassword => "Bad user name or password",
        ConnectReturnCode.NotAuthorized => "Not authorized",
        _ => "(reserved)",
    };
}
