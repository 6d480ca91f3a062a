using CertHarness.Drivers.Mutations;
using CertHarness.ReferenceCity.Mqtt.Disturbances;
using CertHarness.ReferenceCity.Mqtt.Embedded;

namespace CertHarness.ReferenceCity.Mqtt.Mutants;

/// <summary>Brokers that come back late or slow, or without something that they had promised to keep.</summary>
public sealed class DisturbanceMutants : IMutantSource
{
    private const string Recovery = "RES-REC-1 RES-REC-2 RES-REC-3 RES-REC-5 RES-REC-6";

    /// <inheritdoc/>
    public string Scheme => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<Mutant> Mutants { get; } =
    [
        Mutant(Recovery, "serves again only after eight seconds", new() { ServesAfter = TimeSpan.FromSeconds(8) }),
        Mutant(Recovery, "thinks for 0.4 s about whatever arrives once it was hit", new() { Sluggishness = TimeSpan.FromSeconds(0.4) }),
        Restart("RES-DUR-1 RES-DUR-2 RES-DUR-3 RES-DUR-4 RES-DUR-7 RES-DUR-8 RES-DUR-12", "forgets all sessions when it is restarted", Forgetting.Sessions),
        Restart("RES-DUR-3 RES-DUR-4", "forgets all subscriptions when it is restarted", Forgetting.Subscriptions),
        Restart("RES-DUR-5 RES-DUR-6", "forgets all retained messages when it is restarted", Forgetting.RetainedMessages),
        Restart("RES-DUR-1 RES-DUR-2 RES-DUR-8", "forgets all messages when it is restarted", Forgetting.Messages),
        Restart("RES-DUR-1 RES-DUR-2", "loses the last acknowledged message when it is restarted", Forgetting.LastMessage),
        Restart("RES-DUR-1 RES-DUR-2", "delivers what waited in the opposite order when it is restarted", Forgetting.Order),
        Restart("RES-DUR-1 RES-DUR-2 RES-DUR-7", "delivers what waited twice when it is restarted", Forgetting.Uniqueness),
        Restart("RES-DUR-8", "forgets what was not acknowledged when it is restarted", Forgetting.Unacknowledged),
        Restart("RES-DUR-7", "forgets which messages it has received when it is restarted", Forgetting.Receipts),
        Restart("RES-DUR-7", "forgets which messages its clients have received when it is restarted", Forgetting.Releases),
        Restart("RES-DUR-12", "forgets all wills when it is restarted", Forgetting.Wills),
        Restart("RES-DUR-13", "publishes all wills when it is restarted", Forgetting.WillDelays),
        Mutant("RES-DUR-11", "forgets all wills when it has stood still", new() { GoesOn = Forgetting.Wills }),
        Mutant("RES-REC-3", "forgets all sessions when it has stood still", new() { GoesOn = Forgetting.Sessions }),
    ];

    private static EmbeddedMutant Restart(string requirements, string name, Action<Broker> forget) =>
        Mutant(requirements, name, new() { Restarts = forget });

    private static EmbeddedMutant Mutant(string requirements, string name, DisturbanceFaults faults) =>
        new(name, requirements.Split(' '), new MqttBrokerSut(new BrokerOptions { Disturbances = faults }));
}
