using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Sessions;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Those in a scenario who send malformed packets. What becomes of themselves is not judged. One per scenario.</summary>
public sealed class MalformedSenders
{
    private readonly Clients _clients;
    private readonly Bystanders _bystanders;
    private readonly MeasurementLog _measurements;
    private readonly EvidenceRecorder _recorder;
    private (MalformedTraffic Traffic, int Seed, MalformedAttack Attack)? _malformed;

    internal MalformedSenders(Clients clients, Bystanders bystanders, MeasurementLog measurements, EvidenceRecorder recorder) =>
        (_clients, _bystanders, _measurements, _recorder) = (clients, bystanders, measurements, recorder);

    /// <summary>Sends malformed packets, until all are sent or somebody else is harmed.</summary>
    /// <param name="seed">All randomness.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task SendMalformedAsync(int seed, int count, CancellationToken cancellationToken)
    {
        var traffic = new MalformedTraffic(seed, Names(null));
        return SendAsync(traffic, seed, Enumerable.Range(0, count), cancellationToken);
    }

    /// <summary>Sends malformed CONNECT packets in somebody else's name, those only that the broker does not accept from others.</summary>
    internal async Task SendMalformedConnectsAsync(int seed, string victim, int count, CancellationToken cancellationToken)
    {
        var name = _clients.Of(victim).ClientId;
        // As long as the victim's, so that numbers mean the same packets.
        var other = new MalformedTraffic(seed, Names(name[..^1] + (name[^1] == 'x' ? 'y' : 'x')));
        var connects = Enumerable.Range(0, other.Singles)
            .Where(n => other[n] is { Introduction.IsEmpty: true, Packet: "CONNECT" } connect && connect.Nature() == Nature.Malformed).Take(count).ToList();
        var trial = new MalformedAttack(_clients, other, connects, () => true);
        await trial.RunAsync(cancellationToken);
        await SendAsync(new MalformedTraffic(seed, Names(name)), seed, connects.Except(trial.Accepted), cancellationToken);
    }

    /// <summary>What is known of who may have harmed the bystanders, or null; the packets go into the evidence.</summary>
    internal string? Suspicion()
    {
        if (_malformed is not { } malformed || _bystanders.TroubleSince is not { } trouble)
            return null;

        var suspects = malformed.Attack.Log.UnderWay(trouble, _clients.Waiting);
        _recorder.Keep("suspects", malformed.Attack.Log.Describe(malformed.Traffic, malformed.Seed, suspects));
        return suspects is [var first, ..]
            ? $"of the malformed packets with the seed {malformed.Seed} then these were under way: {string.Join(", ", suspects)}; the first is {malformed.Traffic[first]}"
            : $"none of the {malformed.Attack.Log.Count} malformed packets with the seed {malformed.Seed} was under way then";
    }

    private async Task SendAsync(MalformedTraffic traffic, int seed, IEnumerable<int> numbers, CancellationToken cancellationToken)
    {
        var attack = new MalformedAttack(_clients, traffic, numbers, () => _bystanders.AreServed);
        _malformed = (traffic, seed, attack);
        var began = _clients.Waiting.Now;
        await attack.RunAsync(cancellationToken);
        _recorder.Keep("malformed-packets", attack.Log.Describe(traffic, seed, []));
        _measurements.Record("malformed-packets", attack.Log.Count, "packets");
        _measurements.Record("malformed-duration", _clients.Waiting.Since(began).TotalSeconds, "s");
    }

    private AttackNames Names(string? victim)
    {
        var login = _clients.LoginOf(_clients.Of("attacker"));
        return new AttackNames(_clients.Names.ClientId("x"), _clients.Names.Topic("attack"), login.Username, login.Password, victim);
    }
}
