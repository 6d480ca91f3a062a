using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Connecting;

/// <summary>Why a CONNECT is not accepted.</summary>
/// <param name="ReasonCode">The reason code of MQTT 5.0; MQTT 3.1.1 has a return code for some of them and closes silently otherwise.</param>
/// <param name="Reason">For people.</param>
internal sealed record ConnectRefusal(ReasonCode ReasonCode, string Reason);
