using CertHarness.Drivers.Mqtt.Mutants.Tables;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>The faults of brokers that a proxy can make: one line each, in a table for each part of the protocol.</summary>
public sealed class MqttMutants : IMutantSource
{
    /// <inheritdoc/>
    public string Scheme => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<Mutant> Mutants { get; } =
    [
        .. IntroductionFaults.Mutants,
        .. RefusalFaults.Mutants,
        .. SessionFaults.Mutants,
        .. KeepAliveFaults.Mutants,
        .. WillFaults.Mutants,
        .. PublishingFaults.Mutants,
        .. PropertyFaults.Mutants,
        .. RetainingFaults.Mutants,
        .. AcknowledgingFaults.Mutants,
        .. RepeatingFaults.Mutants,
        .. SubscribingFaults.Mutants,
        .. FilterFaults.Mutants,
        .. UnsubscribingFaults.Mutants,
        .. SharingFaults.Mutants,
        .. FlowControlFaults.Mutants,
        .. ViolationFaults.Mutants,
        .. DisconnectingFaults.Mutants,
        .. RestrictionFaults.Mutants,
        .. AccessFaults.Mutants,
        .. ProvingFaults.Mutants,
        .. InterworkingFaults.Mutants,
        .. AttackFaults.Mutants,
        .. OverloadFaults.Mutants,
        .. LinkFaults.Mutants,
        .. DisturbanceFaults.Mutants,
        .. LoadFaults.Mutants,
    ];

    /// <summary>A line of a table.</summary>
    /// <param name="requirements">The ids of the requirements that the fault breaks, with spaces between them.</param>
    /// <param name="name">The fault.</param>
    /// <param name="change">How it is made.</param>
    internal static WireMutant Mutant(string requirements, string name, Change change) => Mutant(requirements, name, () => change);

    /// <summary>A line of a table whose fault remembers what has happened.</summary>
    /// <param name="requirements">The ids of the requirements that the fault breaks, with spaces between them.</param>
    /// <param name="name">The fault.</param>
    /// <param name="change">How it is made, anew for each run.</param>
    internal static WireMutant Mutant(string requirements, string name, Func<Change> change)
    {
        var ids = requirements.Split(' ');
        // Where a client does not say which version it speaks, it speaks that of the requirement.
        var version = ids[0].StartsWith("MQTT3-", StringComparison.Ordinal) ? MqttVersion.V311 : MqttVersion.V5;
        return new WireMutant(name, ids, time => new PacketMutation(change(), version, time));
    }
}
