namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The side that receives and judges.</summary>
public enum PacketReceiver
{
    /// <summary>A client.</summary>
    Client,

    /// <summary>A server.</summary>
    Server,
}
