using System.Net.Sockets;
using CertHarness.Drivers.Mutations;
using CertHarness.Faults.Down;
using CertHarness.Faults.Relaying;

namespace CertHarness.Faults;

/// <summary>
/// Stands between harness and SUT on a free port of the loopback address and passes TCP connections on, one to one: altered by a
/// mutation, and disturbed by those faults that are on. Half-closes and resets are passed on too. Disposing it ends every connection.
/// </summary>
public sealed class Proxy : IAsyncDisposable
{
    private readonly Uri _sut;
    private readonly IMutation _mutation;
    private readonly Clock _clock;
    private readonly int _seed;
    private readonly Listener _listener = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Injection> _injections = [];
    private readonly HashSet<ProxiedConnection> _open = [];
    private readonly List<Task> _serving = [];
    private int _pruneAt = 64;
    private int _connections;
    private int _injected;
    private int _down;
    private bool _ended;

    private Proxy(Uri sut, TimeProvider time, int seed, IMutation mutation)
    {
        (_sut, _clock, _seed, _mutation) = (sut, new Clock(time), seed, mutation);
        Endpoint = new UriBuilder(sut) { Host = "127.0.0.1", Port = _listener.Port }.Uri;
        Serve(AcceptAsync(_listener.Open()));
    }

    /// <summary>Where it takes connections; scheme and path are the SUT's.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a proxy.</summary>
    /// <param name="sut">Where the SUT is reached, with its port.</param>
    /// <param name="time">The clock that faults go by.</param>
    /// <param name="seed">
    /// All randomness of faults follows from it, from the order in which they are injected and from that in which connections are opened.
    /// </param>
    /// <param name="mutation">What is altered before faults see it; null for nothing.</param>
    /// <exception cref="SocketException">The system has no free port.</exception>
    public static Proxy Start(Uri sut, TimeProvider time, int seed, IMutation? mutation = null)
    {
        ArgumentNullException.ThrowIfNull(sut);
        ArgumentNullException.ThrowIfNull(time);
        return new(sut, time, seed, mutation ?? new PassOn());
    }

    /// <summary>Switches a fault on, for open connections and for those to come.</summary>
    /// <param name="fault">The fault. It acts behind those that are on already.</param>
    /// <param name="direction">The ways that it lies on.</param>
    /// <param name="probability">Which part of the ways has it: 0 to 1, drawn for each connection and direction.</param>
    /// <returns>Switches it off again.</returns>
    /// <exception cref="ArgumentException">A value is out of its range; the message names all that are.</exception>
    /// <exception cref="ObjectDisposedException">The proxy has ended.</exception>
    public InjectedFault Inject(NetworkFault fault, Direction direction = Direction.Both, double probability = 1)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Stated.Check(fault.GetType().Name, fault.Problems, direction, probability);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            var injection = new Injection(fault.Begin, direction, probability, _seed, _injected++);
            _injections.Add(injection);
            foreach (var connection in _open.ToArray())
                connection.Add(injection);

            return new InjectedFault(() => Remove(injection));
        }
    }

    /// <summary>Cuts all connections and refuses new ones.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>Switches it off again.</returns>
    /// <exception cref="ObjectDisposedException">The proxy has ended.</exception>
    public InjectedFault Inject(DownFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_down++ == 0)
                _listener.Close();
            foreach (var connection in _open.ToArray())
                connection.Cut();
        }

        return new InjectedFault(ComeBack);
    }

    /// <summary>Ends all connections and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _listener.Dispose();
        }

        await _stop.CancelAsync();
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private void Remove(Injection injection)
    {
        lock (_gate)
        {
            _injections.Remove(injection);
            foreach (var connection in _open.ToArray())
                connection.Remove(injection);
        }
    }

    private void ComeBack()
    {
        lock (_gate)
        {
            if (--_down == 0 && !_ended)
                Serve(AcceptAsync(_listener.Open()));
        }
    }

    private async Task AcceptAsync(IAsyncEnumerable<Socket> accepted)
    {
        await foreach (var harness in accepted)
        {
            lock (_gate)
            {
                if (_ended)
                    harness.Dispose();
                else
                    Serve(ServeAsync(harness, _connections++));
            }
        }
    }

    private void Serve(Task task)
    {
        lock (_gate)
        {
            _serving.Add(task);
            if (_serving.Count < _pruneAt)
                return;
            _serving.RemoveAll(t => t.IsCompletedSuccessfully);
            _pruneAt = 2 * (_serving.Count + 32);
        }
    }

    private async Task ServeAsync(Socket harness, int number)
    {
        await Task.Yield();
        using var sut = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (harness)
        {
            try
            {
                await sut.ConnectAsync(_sut.DnsSafeHost, _sut.Port, _stop.Token);
            }
            catch (SocketException)
            {
                // A SUT that takes no connection is seen to take none.
                harness.LingerState = new LingerOption(true, 0);
                return;
            }
            catch (OperationCanceledException)
            {
                // The proxy ends, and with it what has hardly begun.
                return;
            }

            using var connection = new ProxiedConnection(number, harness, sut, _clock);
            Register(connection);
            try
            {
                await connection.RunAsync(_mutation, _stop.Token);
            }
            finally
            {
                lock (_gate)
                    _open.Remove(connection);
            }
        }
    }

    private void Register(ProxiedConnection connection)
    {
        lock (_gate)
        {
            _open.Add(connection);
            foreach (var injection in _injections)
                connection.Add(injection);

            if (_down > 0)
                connection.Cut();
        }
    }
}
