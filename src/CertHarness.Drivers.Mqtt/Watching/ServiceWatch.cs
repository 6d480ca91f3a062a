using System.Collections.Concurrent;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Faults.Recovery;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>
/// Watches the service of a broker from end to end: one client publishes numbered messages at QoS 1 at a constant rate, whatever becomes
/// of those before, another receives them. Both come back by themselves when their connections end.
/// </summary>
internal sealed class ServiceWatch : IAsyncDisposable
{
    /// <summary>A schedule that is so late shows that the harness did not get to run.</summary>
    private static readonly TimeSpan TolerableLateness = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(20);

    private readonly Clients _clients;
    private readonly TimeSpan _interval;
    private readonly ProbeBook _book = new();
    private readonly ConcurrentQueue<TimeSpan> _noticed = [];
    private readonly ConcurrentQueue<Stall> _stalls = [];
    private readonly CancellationTokenSource _scheduleEnd = new();
    private readonly WatchPublisher _publisher;
    private readonly WatchSubscriber _subscriber;
    private readonly StubbornClient _sending;
    private readonly StubbornClient _receiving;
    private Task _schedule = Task.CompletedTask;
    private long _begun;
    private int _count;

    private ServiceWatch(Clients clients, string name, Route route, MqttVersion version, double rate)
    {
        _clients = clients;
        _interval = TimeSpan.FromSeconds(1) / rate;
        var topic = clients.Names.Topic($"{name}/flow");
        _publisher = new WatchPublisher(topic, number => _book.Acknowledged(number, Now), Notice);
        _subscriber = new WatchSubscriber(topic, number => _book.Delivered(number, Now), Notice);
        _receiving = new StubbornClient(clients, Client($"{name}out"), route, _subscriber);
        _sending = new StubbornClient(clients, Client($"{name}in"), route, _publisher);

        Client Client(string role)
        {
            var client = clients.Of(role);
            client.Settings = new ConnectSettings { Version = version }.Lasting();
            return client;
        }
    }

    /// <summary>The time since the first probe was due.</summary>
    public TimeSpan Now => _clients.Time.GetElapsedTime(_begun);

    /// <summary>What was seen so far.</summary>
    public WatchRecord Record => new([.. _book.Snapshot().Take(_count)], _interval, [.. _noticed.Order()], [.. _stalls]);

    /// <summary>Connects both clients and begins to publish.</summary>
    /// <param name="clients">The clients of the scenario.</param>
    /// <param name="name">A short name of letters and digits, unique in the scenario.</param>
    /// <param name="route">How the broker is reached.</param>
    /// <param name="version">The version that both clients speak.</param>
    /// <param name="rate">Messages per second; more than zero.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SutUnavailableException">The clients were not accepted in time.</exception>
    public static async Task<ServiceWatch> StartAsync(
        Clients clients, string name, Route route, MqttVersion version, double rate, CancellationToken cancellationToken)
    {
        var watch = new ServiceWatch(clients, name, route, version, rate);
        try
        {
            watch._receiving.Start();
            watch._sending.Start();
            await Task.WhenAll(watch._subscriber.Ready, watch._publisher.Ready).WaitAsync(clients.Waiting.Timeout, clients.Time, cancellationToken);
            watch._begun = clients.Time.GetTimestamp();
            watch._schedule = watch.PublishAsync();
            return watch;
        }
        catch (Exception failure)
        {
            await watch.DisposeAsync();
            if (failure is TimeoutException)
                throw new SutUnavailableException($"{name}: no messages flow: the broker did not accept publisher and subscriber within {Waiting.Seconds(clients.Waiting.Timeout)}");
            throw;
        }
    }

    /// <summary>Ends the schedule and waits until all that is going to arrive has: a later message has arrived then.</summary>
    /// <exception cref="ExpectationNotMetException">A later message was acknowledged and did not arrive.</exception>
    /// <exception cref="SutUnavailableException">No later message was acknowledged.</exception>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await _scheduleEnd.CancelAsync();
        await _schedule;
        _book.Due(Now);
        _publisher.Offer(_count);
        var begun = _clients.Waiting.Now;
        while (_book.Find(_count).Delivered is null)
        {
            if (_clients.Waiting.Since(begun) > _clients.Waiting.Timeout)
                throw Unfinished(begun);
            await _clients.Waiting.PassAsync(DrainStep, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _scheduleEnd.CancelAsync();
        await _schedule;
        await _sending.DisposeAsync();
        await _receiving.DisposeAsync();
        _scheduleEnd.Dispose();
    }

    // The session of the subscriber lasts: what is acknowledged now has to arrive now.
    private Exception Unfinished(long begun)
    {
        _clients.Waiting.RefuseIfStarved(begun, "while it waited for a later message");
        var span = Waiting.Seconds(_clients.Waiting.Timeout);
        return _book.Find(_count).Acknowledged is null
            ? new SutUnavailableException($"whether more messages arrive is open: a later one was not acknowledged within {span}")
            : new ExpectationNotMetException("every flow of messages served again", $"a message was acknowledged and not delivered within {span}", _receiving.Name);
    }

    private void Notice() => _noticed.Enqueue(Now);

    private async Task PublishAsync()
    {
        await Task.Yield();
        try
        {
            for (; ; _count++)
            {
                var due = _interval * _count;
                await UntilAsync(due);
                _book.Due(due);
                _publisher.Offer(_count);
            }
        }
        catch (OperationCanceledException)
        {
            // The watch is over.
        }
    }

    private async Task UntilAsync(TimeSpan due)
    {
        var slept = false;
        while (due - Now is var ahead && ahead > TimeSpan.Zero)
        {
            slept = true;
            await Task.Delay(ahead, _clients.Time, _scheduleEnd.Token);
        }

        _scheduleEnd.Token.ThrowIfCancellationRequested();
        // Those that have to be caught up with are late for the same stall.
        if (slept && Now is var now && now - due > TolerableLateness)
            _stalls.Enqueue(new Stall(due, now));
    }
}
