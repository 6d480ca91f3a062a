using System.Diagnostics.CodeAnalysis;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>A role of a scenario, such as "the lamp": who it is to the broker, and its connections one after the other.</summary>
/// <param name="role">The role.</param>
/// <param name="clientId">The client identifier on the wire.</param>
internal sealed class Client(string role, string clientId)
{
    private readonly Dictionary<string, ushort> _packetIds = [];
    private readonly List<MqttSession> _sessions = [];
    private readonly List<SubscriptionAnswer> _subscriptions = [];

    /// <summary>The role.</summary>
    public string Role { get; } = role;

    /// <summary>The client identifier on the wire.</summary>
    public string ClientId { get; set; } = clientId;

    /// <summary>How it introduced itself last, or null before it did.</summary>
    public ConnectSettings? Settings { get; set; }

    /// <summary>By what it logs in, or null for the user of the IXIT.</summary>
    public Login? Login { get; set; }

    /// <summary>How it reaches the broker, or null for the way of the run.</summary>
    public Route? Route { get; set; }

    /// <summary>Whether so much passes on its connections that the evidence keeps their beginning only.</summary>
    public bool IsPassing { get; set; }

    /// <summary>How it answers messages.</summary>
    public Acknowledging Acknowledging { get; } = new();

    /// <summary>Its connections, the newest last.</summary>
    public IReadOnlyList<MqttSession> Sessions => _sessions;

    /// <summary>The newest connection.</summary>
    /// <exception cref="SutUnavailableException">It has none.</exception>
    public MqttSession Session => _sessions.LastOrDefault() ?? throw new SutUnavailableException($"{Role}: there is no connection yet");

    /// <summary>The connection before the newest.</summary>
    public MqttSession Older => _sessions.Count > 1 ? _sessions[^2] : throw new SutUnavailableException($"{Role}: there is no older connection");

    /// <summary>What its last request for subscriptions asked for and got, or null.</summary>
    public SubscriptionAnswer? LastSubscription => _subscriptions.LastOrDefault();

    /// <summary>The highest QoS that any of its subscriptions was granted; QoS 2 where it has none.</summary>
    public QualityOfService HighestGrant => _subscriptions.Where(s => s.Granted)
        .SelectMany(s => s.Answer!.ReasonCodes)
        .Select(code => (QualityOfService)code)
        .DefaultIfEmpty(QualityOfService.ExactlyOnce)
        .Max();

    /// <summary>The answer to its last UNSUBSCRIBE, or null.</summary>
    public UnsubAckPacket? LastUnsubscription { get; set; }

    /// <summary>By what it keeps its connection alive, or null where it does not have to.</summary>
    public SignsOfLife? SignsOfLife { get; set; }

    /// <summary>A new connection takes the place of the one before.</summary>
    public void Begin(MqttSession session) => _sessions.Add(session);

    /// <summary>Remembers what a request for subscriptions got.</summary>
    public void Remember(SubscriptionAnswer answer) => _subscriptions.Add(answer);

    /// <summary>Remembers under which packet identifier a message came.</summary>
    public void Remember(string payload, ushort packetId) => _packetIds[payload] = packetId;

    /// <summary>The packet identifier under which a message came.</summary>
    public ushort PacketIdOf(string payload) => _packetIds.TryGetValue(payload, out var id)
        ? id
        : throw new SutUnavailableException($"{Role}: no message \"{payload}\" was received before");

    /// <summary>The PUBLISH packets that the newest connection received, without those of the harness.</summary>
    public IEnumerable<PacketArrived> Messages(Func<string, bool> counts) =>
        Session.Events.All.OfType<PacketArrived>().Where(p => p.Packet is PublishPacket publish && counts(publish.Topic));
}

/// <summary>What a client asked for in a SUBSCRIBE, and what it got.</summary>
/// <param name="Request">The request.</param>
/// <param name="Answer">The SUBACK, or null where the broker ended the connection instead.</param>
/// <param name="Where">Where the answer can be seen.</param>
internal sealed record SubscriptionAnswer(SubscribePacket Request, SubAckPacket? Answer, string? Where)
{
    /// <summary>Whether every filter was granted.</summary>
    [MemberNotNullWhen(true, nameof(Answer))]
    public bool Granted => Answer is not null && Answer.ReasonCodes.All(c => !c.IsFailure());
}
