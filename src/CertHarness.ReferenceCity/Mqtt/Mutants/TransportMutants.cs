using CertHarness.Drivers.Mutations;
using CertHarness.ReferenceCity.Mqtt.Embedded;
using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt.Mutants;

/// <summary>Faults that lie below MQTT, where a proxy that reads packets cannot make them: secured brokers that have them built in.</summary>
public sealed class TransportMutants : IMutantSource
{
    /// <inheritdoc/>
    public string Scheme => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant("CHMQTT-TLS-1", "shows a certificate for another name", (o, a) => o with { Certificate = a.Issue("lamp.example") }),
        Mutant("CHMQTT-TLS-1", "shows a certificate that has expired", (o, a) => o with { Certificate = a.Issue("127.0.0.1", TimeSpan.FromDays(400)) }),
        Mutant("CHMQTT-TLS-1", "ends connections behind TLS when they have carried 2 KB", new TransportFaults { BreaksOffAfter = 2048 }),
        Mutant("CHMQTT-TLS-2", "agrees to old versions of TLS", new TransportFaults { OldTls = true }),
        Mutant("CHMQTT-TLS-3", "serves in the clear where it speaks TLS", new TransportFaults { ServesInTheClear = true }),
        Mutant("MQTT5-6.0.0-1 MQTT3-6.0.0-1", "sends all packets in text frames", new TransportFaults { TextAfter = 0 }),
        Mutant("MQTT5-6.0.0-1 MQTT3-6.0.0-1", "sends messages in text frames", new TransportFaults { TextAfter = 2 }),
        Mutant("MQTT5-6.0.0-1 MQTT3-6.0.0-1", "takes text frames for binary ones", new TransportFaults { TakesText = true }),
        Mutant("MQTT5-6.0.0-1 MQTT3-6.0.0-1", "overlooks text frames", new TransportFaults { OverlooksText = true }),
        Mutant("MQTT5-6.0.0-2 MQTT3-6.0.0-2", "takes one packet of a frame only", new TransportFaults { OnePacketInAFrame = true }),
        Mutant("MQTT5-6.0.0-2 MQTT3-6.0.0-2", "takes whole packets of a frame only", new TransportFaults { WholePacketsOnly = true }),
        Mutant("MQTT5-6.0.0-2 MQTT3-6.0.0-2", "does not know fragments", new TransportFaults { RefusesFragments = true }),
        Mutant("MQTT5-6.0.0-4 MQTT3-6.0.0-4", "selects no subprotocol", new TransportFaults { Selects = _ => null }),
        Mutant("MQTT5-6.0.0-4 MQTT3-6.0.0-4", "selects the first subprotocol that is offered", new TransportFaults { Selects = offered => offered[0] }),
        Mutant("MQTT5-6.0.0-4 MQTT3-6.0.0-4", "selects a subprotocol that nobody offers", new TransportFaults { Selects = _ => "mqttv3.1" }),
    ];

    private static EmbeddedMutant Mutant(string requirements, string name, TransportFaults faults) =>
        Mutant(requirements, name, (options, _) => options with { Faults = faults });

    private static EmbeddedMutant Mutant(string requirements, string name, Func<BrokerOptions, TestAuthority, BrokerOptions> alter) =>
        new(name, requirements.Split(' '), new SecuredMqttBrokerSut(alter));
}
