using System.Text;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Sessions;

/// <summary>The clients of one scenario by their roles, and all that the steps share about them.</summary>
public sealed class Clients : IAsyncDisposable
{
    private readonly Dictionary<string, Client> _clients = [];
    private readonly HashSet<string> _retained = [];
    private readonly RecordingTransport _transport;
    private readonly SutAccess _sut;
    private readonly MonitorLog _monitors;
    private readonly TimeProvider _time;

    internal Clients(RecordingTransport transport, SutAccess sut, ScenarioIsolation isolation, MonitorLog monitors, TimeProvider time, SchedulingMonitor? monitor)
    {
        _transport = transport;
        _sut = sut;
        _monitors = monitors;
        _time = time;
        Routes = new Routes(sut);
        Names = new ScenarioNames(sut.Ixit, isolation);
        Waiting = new Waiting(sut.Ixit.Timeout, time, monitor, () => All.SelectMany(c => c.Sessions));
        Mark = Begun = Waiting.Now;
        Publishing = new Publishing(this);
        Subscribing = new Subscribing(this);
        Absence = new AbsenceProof(this);
    }

    /// <summary>Publishes.</summary>
    internal Publishing Publishing { get; }

    /// <summary>Subscribes.</summary>
    internal Subscribing Subscribing { get; }

    /// <summary>Proves that nothing else comes.</summary>
    internal AbsenceProof Absence { get; }

    /// <summary>The ways to the broker.</summary>
    internal Routes Routes { get; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time => _time;

    /// <summary>What the campaign says beside the endpoint.</summary>
    internal Ixit Ixit => _sut.Ixit;

    /// <summary>Names on the wire.</summary>
    internal ScenarioNames Names { get; }

    /// <summary>The rule of waiting.</summary>
    internal Waiting Waiting { get; }

    /// <summary>The moment from which the scenario counts time.</summary>
    internal long Mark { get; set; }

    /// <summary>The moment at which the scenario began.</summary>
    internal long Begun { get; }

    /// <summary>Every client that there is.</summary>
    internal IReadOnlyCollection<Client> All => _clients.Values;

    /// <summary>The client in a role, new or known.</summary>
    internal Client Of(string role)
    {
        if (!_clients.TryGetValue(role, out var client))
        {
            client = new Client(role, Names.ClientId(role));
            _clients.Add(role, client);
        }

        return client;
    }

    /// <summary>Opens a connection and sends nothing.</summary>
    internal async Task<MqttSession> OpenAsync(Client client, MqttVersion version, CancellationToken cancellationToken)
    {
        var name = client.Sessions.Count == 0 ? client.Role : $"{client.Role} ({client.Sessions.Count + 1})";
        var route = client.Route ?? Routes.Main;
        var connection = client.IsPassing ? await DialPassingAsync(name, route, cancellationToken) : await DialAsync(name, route, cancellationToken);
        var watch = new PacketWatch(version, Role.Server);
        _monitors.Add(watch);
        var session = new MqttSession(connection, version, client.Acknowledging, watch, _time);
        client.Begin(session);
        return session;
    }

    /// <summary>Opens a connection on which nobody speaks yet.</summary>
    internal Task<IConnection> DialAsync(string name, Route route, CancellationToken cancellationToken) =>
        _transport.ConnectAsync(name, route, _sut.Ixit.Timeout, cancellationToken);

    /// <summary>Opens one of thousands of connections; whoever opens it closes it.</summary>
    internal Task<IConnection> DialPassingAsync(string name, Route route, CancellationToken cancellationToken) =>
        _transport.ConnectPassingAsync(name, route, _sut.Ixit.Timeout, cancellationToken);

    /// <summary>Opens a connection and introduces the client, without judging the answer.</summary>
    /// <returns>The CONNACK or the end of the connection.</returns>
    /// <exception cref="SutUnavailableException">The broker was silent.</exception>
    internal async Task<SessionEvent> ConnectAsync(Client client, ConnectSettings settings, CancellationToken cancellationToken)
    {
        client.Settings = settings;
        client.ClientId = settings.ClientId ?? client.ClientId;
        var session = await OpenAsync(client, settings.Version, cancellationToken);
        await session.SendAsync(Introduction(client), cancellationToken);
        var begun = Waiting.Now;
        var answer = await Waiting.PollAsync(session.Events, () => session.Events.First, Waiting.Timeout, cancellationToken);
        Waiting.NoteAnswer(begun);
        if (answer is null)
        {
            Waiting.RefuseIfStarved(begun, $"while {session.Name} waited for a CONNACK");
            throw new SutUnavailableException($"{session.Name}: a CONNECT was not answered within {Waiting.Seconds(Waiting.Timeout)} ({session.LastFrame})");
        }

        SkipIfNameless(settings, answer);
        if (answer is PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.Success } accepted })
        {
            session.Events.Take<PacketArrived>(p => ReferenceEquals(p, answer));
            session.Accepted = accepted;
            client.ClientId = accepted.Properties.AssignedClientIdentifier ?? client.ClientId;
            // A client of which the broker chose the name comes back under that name.
            client.Settings = settings with { ClientId = client.ClientId };
        }

        return answer;
    }

    // A broker may insist on a client identifier (MQTT5-3.1.3-6, MQTT5-3.1.3-8, MQTT3-3.1.3-6).
    private static void SkipIfNameless(ConnectSettings settings, SessionEvent answer)
    {
        if (settings is { ClientId: "" } and ({ Version: MqttVersion.V5 } or { CleanStart: true })
            && answer is PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.ClientIdentifierNotValid } })
        {
            throw new ScenarioSkippedException("The broker takes no client without a client identifier, as it may.");
        }
    }

    /// <summary>Opens a connection on which the client is accepted.</summary>
    /// <exception cref="ExpectationNotMetException">It is not.</exception>
    internal async Task<MqttSession> ConnectedAsync(Client client, ConnectSettings settings, CancellationToken cancellationToken)
    {
        var answer = await ConnectAsync(client, settings, cancellationToken);
        var session = client.Session;
        if (session.Accepted is not null)
        {
            return session;
        }

        if (settings.Will is { } will && answer is PacketArrived { Packet: ConnAckPacket { ReasonCode: ReasonCode.QoSNotSupported or ReasonCode.RetainNotSupported } })
        {
            // A broker that lacks QoS 2 or retained messages takes no such will (MQTT5-3.2.2-12, MQTT5-3.2.2-13).
            var other = await StageHandAsync(Closing.StageHand, settings.Version, cancellationToken);
            Capabilities.Require(other, new PublishPacket { Topic = will.Topic, QoS = will.QoS, Retain = will.Retain });
        }

        throw new ExpectationNotMetException("CONNACK with code 0x00", answer.Describe(), answer.Where ?? session.LastFrame);
    }

    /// <summary>A client of the harness itself, connected, that plays no part in the scenario.</summary>
    internal async Task<MqttSession> StageHandAsync(string role, MqttVersion version, CancellationToken cancellationToken)
    {
        var client = Of(role);
        return client.Sessions is [.., { IsOpen: true } open]
            ? open
            : await ConnectedAsync(client, new ConnectSettings { Version = version }, cancellationToken);
    }

    /// <summary>The CONNECT of a client, with the credentials of the IXIT.</summary>
    internal ConnectPacket Introduction(Client client)
    {
        var settings = client.Settings ?? throw new InvalidOperationException($"{client.Role} has no settings yet.");
        if (settings.Will is { Retain: true } will)
        {
            _retained.Add(Names.Topic(will.Topic));
        }

        var login = LoginOf(client);
        return new ConnectPacket
        {
            ClientId = client.ClientId,
            CleanStart = settings.CleanStart,
            KeepAlive = settings.KeepAlive,
            Will = settings.Will is null ? null : settings.Will with { Topic = Names.Topic(settings.Will.Topic) },
            Username = login.Username,
            Password = login.Password is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
            Properties = settings.Properties,
        };
    }

    /// <summary>By what a client logs in.</summary>
    internal Login LoginOf(Client client) => client.Login ?? Login.Of(_sut.Ixit);

    /// <summary>Reads bytes written in a feature.</summary>
    internal byte[] Bytes(Client client, string notation) =>
        new WireNotation(client.ClientId, Names.Topic, LoginOf(client).Username, LoginOf(client).Password).Read(notation);

    /// <summary>Remembers that a topic must be cleared when the scenario is over.</summary>
    internal void ClearLater(string topic) => _retained.Add(topic);

    /// <summary>Whether a topic on the wire is one of the scenario's and not of the harness's own messages.</summary>
    internal bool Counts(string topic) => Names.IsOwn(topic) && !AbsenceProof.IsSentinel(topic);

    /// <summary>Cleans up at the broker, within <see cref="Cleanup.Limit"/>, and closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var expiry = new CancellationTokenSource(Cleanup.Limit, _time);
            await new Cleanup(this, _retained).RunAsync(expiry.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException or SutUnavailableException or ExpectationNotMetException)
        {
            // The verdict is made; a broker that does not let the harness clean up keeps what it has.
        }

        foreach (var session in All.SelectMany(c => c.Sessions))
        {
            await session.DisposeAsync();
        }
    }
}
