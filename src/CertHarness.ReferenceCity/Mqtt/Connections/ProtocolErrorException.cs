using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>A client sent something well-formed that it may not send, or not now: its connection ends.</summary>
internal sealed class ProtocolErrorException(ReasonCode reasonCode, string clause, string problem) : Exception($"{problem} [{clause}]")
{
    public ReasonCode ReasonCode { get; } = reasonCode;
}
