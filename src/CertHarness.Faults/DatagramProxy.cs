using System.Net;
using System.Net.Sockets;
using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.Down;
using CertHarness.Faults.Latency;
using CertHarness.Faults.Relaying;

namespace CertHarness.Faults;

/// <summary>
/// Stands between harness and SUT on a free port of the loopback address and passes datagrams of UDP on, disturbed by those faults that
/// are on. Each address that sends to it is a flow with a socket of its own, so that answers find back.
/// </summary>
public sealed class DatagramProxy : IAsyncDisposable
{
    private readonly IPEndPoint _sut;
    private readonly Clock _clock;
    private readonly int _seed;
    private readonly int _mostFlows;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Lock _gate = new();
    private readonly List<Injection> _injections = [];
    private readonly Dictionary<EndPoint, Flow> _flows = [];
    private readonly List<Task> _receiving = [];
    private int _opened;
    private int _injected;
    private int _down;
    private bool _ended;

    private DatagramProxy(Uri sut, TimeProvider time, int seed, int mostFlows)
    {
        (_sut, _clock, _seed, _mostFlows) = (new IPEndPoint(IPAddress.Parse(sut.DnsSafeHost), sut.Port), new Clock(time), seed, mostFlows);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Endpoint = new UriBuilder(sut) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndPoint!).Port }.Uri;
        _receiving.Add(ReceiveAsync());
    }

    /// <summary>How many addresses of the harness are served at once; for one more, that which was silent longest is forgotten.</summary>
    public static int DefaultMostFlows => 1024;

    /// <summary>Where it takes datagrams; scheme and path are the SUT's.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a proxy.</summary>
    /// <param name="sut">Where the SUT is reached: an IPv4 address with its port.</param>
    /// <param name="time">The clock that faults go by.</param>
    /// <param name="seed">All randomness of faults follows from it, from the order in which they are injected and from that of the flows.</param>
    /// <param name="mostFlows">How many addresses of the harness, and so sockets, there are at once; at least 1.</param>
    /// <exception cref="FormatException">The host is no address.</exception>
    /// <exception cref="SocketException">The system has no free port.</exception>
    public static DatagramProxy Start(Uri sut, TimeProvider time, int seed, int? mostFlows = null)
    {
        ArgumentNullException.ThrowIfNull(sut);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostFlows ?? 1, 1, nameof(mostFlows));
        return new(sut, time, seed, mostFlows ?? DefaultMostFlows);
    }

    /// <summary>Switches a fault of datagrams on, for flows that are there and for those to come.</summary>
    /// <param name="fault">The fault. It acts behind those that are on already.</param>
    /// <param name="direction">The ways that it lies on.</param>
    /// <param name="probability">Which part of the ways has it: 0 to 1, drawn for each flow and direction.</param>
    /// <returns>Switches it off again.</returns>
    /// <exception cref="ArgumentException">A value is out of its range; the message names all that are.</exception>
    /// <exception cref="ObjectDisposedException">The proxy has ended.</exception>
    public InjectedFault Inject(DatagramFault fault, Direction direction = Direction.Both, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Inject(fault.GetType().Name, fault.Problems, (_, random) => fault.Begin(random), direction, probability);
    }

    /// <summary>Delays datagrams; those that would overtake by jitter arrive together instead.</summary>
    /// <inheritdoc cref="Inject(DatagramFault, Direction, double)"/>
    public InjectedFault Inject(LatencyFault fault, Direction direction = Direction.Both, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Inject(nameof(LatencyFault), fault.Problems, fault.Begin, direction, probability);
    }

    /// <summary>Alters bytes within datagrams.</summary>
    /// <inheritdoc cref="Inject(DatagramFault, Direction, double)"/>
    public InjectedFault Inject(CorruptionFault fault, Direction direction = Direction.Both, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Inject(nameof(CorruptionFault), fault.Problems, fault.Begin, direction, probability);
    }

    /// <summary>A link of limited rate; of what is more than that, 64 KiB wait and the rest is lost.</summary>
    /// <inheritdoc cref="Inject(DatagramFault, Direction, double)"/>
    public InjectedFault Inject(BandwidthFault fault, Direction direction = Direction.Both, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Inject(nameof(BandwidthFault), fault.Problems, (now, _) => new DatagramBandwidthStrategy(fault, now), direction, probability);
    }

    /// <summary>Loses every datagram that comes, in both directions.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>Switches it off again.</returns>
    /// <exception cref="ObjectDisposedException">The proxy has ended.</exception>
    public InjectedFault Inject(DownFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _down++;
        }

        return new InjectedFault(() => Interlocked.Decrement(ref _down));
    }

    /// <summary>Ends all flows and takes no more datagrams.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _listener.Dispose();
            foreach (var flow in _flows.Values)
                flow.Dispose();
            _flows.Clear();
        }

        await Task.WhenAll(_receiving);
    }

    private InjectedFault Inject(
        string name, IEnumerable<string> problems, Func<TimeSpan, Random, FaultStrategy> begin, Direction direction, double probability)
    {
        Stated.Check(name, problems, direction, probability);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            var injection = new Injection(begin, direction, probability, _seed, _injected++);
            _injections.Add(injection);
            foreach (var flow in _flows.Values)
                flow.Add(injection);
            return new InjectedFault(() => Remove(injection));
        }
    }

    private void Remove(Injection injection)
    {
        lock (_gate)
        {
            _injections.Remove(injection);
            foreach (var flow in _flows.Values)
                flow.Remove(injection);
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            try
            {
                var received = await _listener.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                Pass(received.RemoteEndPoint, buffer.AsSpan(0, received.ReceivedBytes).ToArray());
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
            {
                // An address of the harness that was answered has gone away.
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Pass(EndPoint harness, byte[] datagram)
    {
        lock (_gate)
        {
            if (_ended || !IsUp())
                return;
            var flow = _flows.GetValueOrDefault(harness) ?? Open(harness);
            flow.LastUsed = _clock.Now;
            flow.ToSut.Send(datagram);
        }
    }

    private Flow Open(EndPoint harness)
    {
        if (_flows.Count == _mostFlows)
        {
            var (oldest, silent) = _flows.MinBy(f => f.Value.LastUsed);
            _flows.Remove(oldest);
            silent.Dispose();
        }

        var flow = new Flow(_opened++, harness, _listener, _sut, _clock, _gate);
        _flows.Add(harness, flow);
        foreach (var injection in _injections)
            flow.Add(injection);
        _receiving.RemoveAll(t => t.IsCompletedSuccessfully);
        _receiving.Add(flow.ReceiveAsync(IsUp));
        return flow;
    }

    private bool IsUp() => Volatile.Read(ref _down) == 0;
}
