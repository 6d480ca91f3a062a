using System.Globalization;
using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Devices;

/// <summary>The device and the broker that the harness plays for it, for one scenario.</summary>
public sealed class DeviceBench : IAsyncDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private const string KeepAlive = "keep-alive";

    private readonly List<IRunningDevice> _running = [];
    private readonly HashSet<DeviceSession> _seen = [];
    private readonly RecordingTransport _transport;
    private readonly EvidenceRecorder _evidence;
    private readonly SutAccess _sut;
    private readonly ScenarioNames _names;
    private readonly MonitorLog _monitors;
    private readonly TimeProvider _time;
    private BrokerListener? _listener;
    private int _connections;
    private WebSocketLayer? _webSocket;

    internal DeviceBench(
        RecordingTransport transport, EvidenceRecorder evidence, SutAccess sut, ScenarioIsolation isolation, MonitorLog monitors, TimeProvider time,
        SchedulingMonitor? monitor)
    {
        _transport = transport;
        _evidence = evidence;
        _sut = sut;
        _names = new ScenarioNames(sut.Ixit, isolation);
        _monitors = monitors;
        _time = time;
        Waiting = new Waiting(sut.Ixit.Timeout, time, monitor);
        Expecting = new DeviceExpecting(this);
    }

    /// <summary>How the broker behaves.</summary>
    internal BrokerScript Script { get; } = new();

    /// <summary>The rule of waiting.</summary>
    internal Waiting Waiting { get; }

    /// <summary>What is expected of the device.</summary>
    internal DeviceExpecting Expecting { get; }

    /// <summary>The messages that the broker has sent, by their payloads.</summary>
    internal Dictionary<string, PublishPacket> Sent { get; } = [];

    /// <summary>The messages of the device that steps have looked at, in their order.</summary>
    internal List<PublishPacket> Messages { get; } = [];

    /// <summary>The client identifier that the device is told.</summary>
    internal string ClientId => _names.ClientId("device");

    /// <summary>The user name that the device is told.</summary>
    internal string Username => _sut.Ixit.Username ?? "lamp";

    /// <summary>Whether the device has shown in this scenario that it can do what it is told.</summary>
    internal bool HasShownItself { get; set; }

    /// <summary>All connections so far, in order.</summary>
    internal IReadOnlyList<DeviceSession> Sessions => _listener?.Sessions ?? [];

    /// <summary>The newest connection on which the device has introduced itself, or that at which a step looks.</summary>
    /// <exception cref="SutUnavailableException">There is none.</exception>
    internal DeviceSession Session => Current ?? throw new SutUnavailableException($"the device has not connected yet{Said()}");

    /// <summary>The same, or null where there is none.</summary>
    internal DeviceSession? Current { get; private set; }

    /// <summary>The WebSocket handshakes, where the broker is reached by WebSocket.</summary>
    internal WebSocketLayer WebSocket => _webSocket ??= new WebSocketLayer(_time, Waiting.Timeout);

    /// <summary>How the device's program ended by itself, or null.</summary>
    internal string? Ended => _running.Count > 0 ? _running[^1].Ended : null;

    private IDevice Device => _sut.Device ?? throw new SutUnavailableException("the SUT is no device that connects to the harness");

    /// <summary>Tells the device what to do, and does not wait for it.</summary>
    /// <exception cref="ScenarioSkippedException">It cannot be told that.</exception>
    internal async Task TellAsync(string action, DeviceRequest request, CancellationToken cancellationToken)
    {
        var told = Able(action, request);
        _listener ??= Listen();
        Current = null;
        var server = new UriBuilder(_webSocket is null ? "mqtt" : "ws", _sut.Endpoint.Host, _listener.Port, _webSocket is null ? "" : "mqtt").Uri;
        var options = request.Options.ToList();
        if (Device.Offers(told, request.VersionOption))
        {
            options.Insert(0, request.VersionOption);
        }

        // A device that sends a sign of life every few seconds lets missing packets be told from late ones.
        if (!options.Contains(KeepAlive) && Device.Offers(told, KeepAlive))
        {
            options.Add(KeepAlive);
        }

        var values = new Dictionary<string, string>(request.Values)
        {
            [KeepAlive] = request.Values.GetValueOrDefault(KeepAlive, Device.ShortestKeepAlive.ToString(CultureInfo.InvariantCulture)),
            ["level"] = ((int)request.Version).ToString(CultureInfo.InvariantCulture),
            ["client-id"] = ClientId,
            ["user-name"] = Username,
            ["password"] = _sut.Ixit.Password ?? "light",
        };
        _running.Add(await Device.StartAsync(new DeviceOrder(told, server, values, options), cancellationToken));
    }

    /// <summary>Waits until the device introduces itself on a new connection.</summary>
    /// <param name="version">The version that it is to speak.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">It does not come.</exception>
    /// <exception cref="ScenarioSkippedException">It speaks another version.</exception>
    internal async Task<DeviceSession> IntroducedAsync(MqttVersion version, CancellationToken cancellationToken)
    {
        var session = await ArrivedAsync(cancellationToken)
            ?? throw new SutUnavailableException(Sessions.Count == 0
                ? $"the device did not connect to port {_listener?.Port}{Said()}"
                : $"what connected to port {_listener?.Port} sent no CONNECT ({Sessions[^1].LastFrame}){Said()}");
        if (session.Introduction is null)
        {
            throw new SutUnavailableException($"{session.Name}: {session.Events.First?.Describe()} instead of a CONNECT ({session.LastFrame})");
        }

        await session.Greeted.WaitAsync(cancellationToken);
        return session.Version == version
            ? session
            : throw new ScenarioSkippedException($"The device connects with {Named(session.Version)}, and the scenario is about {Named(version)}.");
    }

    /// <summary>Waits for a new connection on which something arrives, whatever that is; null where the device does not come.</summary>
    internal async Task<DeviceSession?> ArrivedAsync(CancellationToken cancellationToken)
    {
        var listener = _listener ?? throw new SutUnavailableException("the device was told nothing yet");
        var begun = Waiting.Now;
        for (var last = false; ; last = Waiting.Since(begun) > _sut.Ixit.StartTimeout || Ended is not null)
        {
            if (listener.Arrivals.End is ConnectionGivenUp flood)
            {
                throw new SutUnavailableException(flood.Reason);
            }

            if (listener.Sessions.FirstOrDefault(s => !_seen.Contains(s) && s.Events.First is not (null or ConnectionClosed)) is { } session)
            {
                _seen.Add(session);
                return Current = session;
            }

            if (last)
            {
                Waiting.RefuseIfStarved(begun, "while the device was waited for");
                return null;
            }

            await Waiting.PassAsync(Slice, cancellationToken);
        }
    }

    /// <summary>The message of the device that came as the so-manieth, from 1; waited for where it has not come yet.</summary>
    /// <exception cref="ScenarioSkippedException">The device sends one after the other, and the one before is open.</exception>
    internal async Task<PublishPacket> MessageAsync(int number, CancellationToken cancellationToken)
    {
        while (Messages.Count < number)
        {
            var session = Current ?? await ArrivedAsync(cancellationToken)
                ?? throw new SutUnavailableException($"the device did not connect, so no message of it came{Said()}");
            try
            {
                var arrived = await Expecting.PacketAsync(session, $"PUBLISH number {Messages.Count + 1}", p => p.Packet is PublishPacket, cancellationToken);
                Messages.Add((PublishPacket)arrived.Packet);
            }
            catch (ExpectationNotMetException missing) when (Messages.Count > 0)
            {
                // Nobody has to have several messages under way at a time.
                throw new ScenarioSkippedException(
                    $"The device sends no PUBLISH number {Messages.Count + 1} while those before are not done with ({missing.Observed}).");
            }
        }

        return Messages[number - 1];
    }

    /// <summary>Skips a scenario that lasts over several connections of a device that does not come back by itself.</summary>
    /// <exception cref="ScenarioSkippedException">It does not come back.</exception>
    internal void RequireReconnecting()
    {
        if (!Device.Reconnects)
        {
            throw new ScenarioSkippedException("The IXIT does not say that the device comes back by itself after it has lost its connection.");
        }
    }

    /// <summary>Ends the device and keeps what it printed.</summary>
    internal async Task EndAsync()
    {
        var number = 0;
        foreach (var device in _running)
        {
            await device.DisposeAsync();
            number++;
            if (device.Output is { Length: > 0 } output)
            {
                _evidence.Keep(number == 1 ? "device" : $"device-{number}", output);
            }
        }

        _running.Clear();
    }

    /// <summary>Ends the device, closes every connection and listens no longer.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var device in _running)
        {
            await device.DisposeAsync();
        }

        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }
    }

    /// <summary>What is known of the device's program, for a message.</summary>
    internal string Said()
    {
        if (Ended is { } ended)
        {
            return $"; {ended}";
        }

        var lines = _running.Count == 0 ? [] : _running[^1].Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5).ToList();
        return lines.Count == 0 ? "" : "; the last that it printed:" + string.Concat(lines.Select(l => "\n  " + l));
    }

    private static string Named(MqttVersion version) => version == MqttVersion.V5 ? "MQTT 5.0" : "MQTT 3.1.1";

    private BrokerListener Listen() => new(
        _transport.Listen(_sut.Endpoint.DnsSafeHost, Math.Max(0, _sut.Endpoint.Port), _webSocket is null ? null : _webSocket.OpenAsync),
        connection => new DeviceSession(connection, Script, _names.ClientId("assigned"), Watch(), _time),
        _time);

    private DeviceWatch Watch()
    {
        var watch = new DeviceWatch(isFirst: Interlocked.Increment(ref _connections) == 1);
        _monitors.Add(watch);
        return watch;
    }

    // Every device that does anything connects first.
    private string Able(string action, DeviceRequest request)
    {
        string[] ways = action == DeviceVocabulary.Connect
            ? [DeviceVocabulary.Connect, DeviceVocabulary.Subscribe, DeviceVocabulary.Publish]
            : [action];
        var offered = ways.Where(Device.Offers).ToList();
        if (offered.Count == 0)
        {
            throw new ScenarioSkippedException($"The IXIT offers no way to have the device {action}.");
        }

        return offered.Find(a => request.Options.All(o => Device.Offers(a, o)))
            ?? throw new ScenarioSkippedException(
                $"The IXIT offers no way to have the device {action} with {string.Join(" and ", request.Options.Where(o => !Device.Offers(offered[0], o)))}.");
    }
}
