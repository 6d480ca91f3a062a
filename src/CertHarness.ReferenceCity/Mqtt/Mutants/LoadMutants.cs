using CertHarness.Drivers.Mutations;
using CertHarness.ReferenceCity.Mqtt.Embedded;

namespace CertHarness.ReferenceCity.Mqtt.Mutants;

/// <summary>Faults under load that do not show on the wire.</summary>
public sealed class LoadMutants : IMutantSource
{
    /// <inheritdoc/>
    public string Scheme => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<Mutant> Mutants { get; } =
    [
        new EmbeddedMutant("holds more and more memory", ["LOAD-SOK-2"], TellingMqttBrokerSut.Leaking),
        new EmbeddedMutant("keeps whatever a client does not read", ["RES-OVR-4"], TellingMqttBrokerSut.Hoarding),
    ];
}
