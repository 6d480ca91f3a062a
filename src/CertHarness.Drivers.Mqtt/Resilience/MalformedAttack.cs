using System.Collections.Concurrent;
using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>Sends malformed packets, each on a connection of its own, several at a time, and sees each connection to its end.</summary>
/// <param name="clients">The clients of the scenario.</param>
/// <param name="traffic">The packets.</param>
/// <param name="numbers">Which of them.</param>
/// <param name="goesOn">Whether it is worth going on.</param>
internal sealed class MalformedAttack(Clients clients, MalformedTraffic traffic, IEnumerable<int> numbers, Func<bool> goesOn)
{
    private const int AtOnce = 16;

    /// <summary>So many connections one after the other that the broker did not take: there is nobody left to attack.</summary>
    private const int MostRefusals = 100;

    /// <summary>A broker that has seen the end of a connection ends it too. Those that do not are not waited for over and over.</summary>
    private const int MostPatience = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(20);

    private readonly IEnumerator<int> _numbers = numbers.GetEnumerator();
    private readonly Lock _gate = new();
    private readonly ConcurrentBag<int> _accepted = [];
    private int _refused;
    private int _waited;

    /// <summary>What was sent when.</summary>
    public AttackLog Log { get; } = new();

    /// <summary>The numbers of the packets whose connection began with a CONNACK that lets the client in.</summary>
    public IReadOnlyCollection<int> Accepted => _accepted;

    /// <summary>Sends the packets.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => WorkAsync(cancellationToken), cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (Next() is { } number && Volatile.Read(ref _refused) < MostRefusals && goesOn())
        {
            var entry = Log.Begin(number, clients.Waiting.Now);
            await SendAsync(traffic[number], cancellationToken);
            entry.Ended = clients.Waiting.Now;
        }
    }

    private int? Next()
    {
        lock (_gate)
            return _numbers.MoveNext() ? _numbers.Current : null;
    }

    private async Task SendAsync(Malformation packet, CancellationToken cancellationToken)
    {
        var patience = Volatile.Read(ref _waited) < MostPatience ? Patience : Impatience;
        using var expiry = new CancellationTokenSource(patience, clients.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            await using var connection = await clients.DialPassingAsync($"attacker {packet.Number}", clients.Routes.Main, cancellationToken);
            Volatile.Write(ref _refused, 0);
            try
            {
                await connection.WriteAsync(packet.Wire, either.Token);
                await connection.CompleteWritesAsync(either.Token);
                var answer = new byte[4 << 10];
                for (var first = true; await connection.ReadAsync(answer, either.Token) is > 0 and var length; first = false)
                {
                    if (first && answer.AsSpan(0, length) is [0x20, _, _, 0, ..])
                        _accepted.Add(packet.Number);
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref _waited);
                connection.Abort();
            }
            catch (Exception end) when (end is ConnectionResetException or SutUnavailableException)
            {
                // To cut an attacker off is right.
            }
        }
        catch (SutUnavailableException)
        {
            Interlocked.Increment(ref _refused);
        }
    }
}
