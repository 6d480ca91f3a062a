using CertHarness.Drivers.Measuring;
using CertHarness.Drivers.Mqtt.Sessions;
using CertHarness.Drivers.Mqtt.Steps.Load;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>The resident memory of the broker while it is flooded. One per scenario.</summary>
public sealed class HeldMemory : IAsyncDisposable
{
    private const double Megabyte = 1e6;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly SutAccess _sut;
    private readonly Clients _clients;
    private readonly MeasurementLog _measurements;
    private readonly CancellationTokenSource _end = new();
    private readonly List<double> _bytes = [];
    private Task _watching = Task.CompletedTask;
    private long _begun;

    internal HeldMemory(SutAccess sut, Clients clients, MeasurementLog measurements) => (_sut, _clients, _measurements) = (sut, clients, measurements);

    /// <summary>Begins to look.</summary>
    /// <exception cref="SutUnavailableException">Nobody can tell.</exception>
    internal void Watch()
    {
        Look();
        _begun = _clients.Waiting.Now;
        _watching = WatchAsync();
    }

    /// <summary>Judges by what the broker holds more than at first, once it has taken the flood.</summary>
    /// <param name="flood">What became of the flood.</param>
    /// <param name="size">Bytes of a message.</param>
    /// <param name="planned">How many messages there should have been.</param>
    /// <exception cref="ExpectationNotMetException">It holds half of what should have been published, or more.</exception>
    /// <exception cref="SutUnavailableException">Too little was published to tell, or nobody can tell what it holds.</exception>
    internal async Task ExpectLessThanHalfAsync(Flood flood, int size, int planned)
    {
        await EndAsync();
        Look();
        var held = _bytes[^1] - _bytes[0];
        _measurements.Record("memory-before", _bytes[0] / Megabyte, "MB");
        _measurements.Record("memory-growth", (_bytes.Max() - _bytes[0]) / Megabyte, "MB");
        _measurements.Record("memory-after", _bytes[^1] / Megabyte, "MB");
        _measurements.Draw(FleetCharts.Memory(_bytes, _clients.Waiting.Since(_begun).TotalSeconds));
        var half = (double)size * planned / 2;
        if (held >= half)
        {
            throw new ExpectationNotMetException(
                $"less than {half / Megabyte:0} MB more than before, half of what was to be published",
                $"{held / Megabyte:0} MB more after {(double)size * flood.Sent / Megabyte:0} MB were published");
        }

        // Who refuses the flood keeps none of it; who takes it slowly may be about to keep it all.
        if (flood.Sent == 0 || (flood.End == FloodEnd.Unfinished && held >= (double)size * flood.Sent / 2))
        {
            throw new SutUnavailableException(
                $"too little was published to tell: {(double)size * flood.Sent / Megabyte:0} of {2 * half / Megabyte:0} MB within {Waiting.Seconds(Attackers.LongestFlood)}");
        }
    }

    /// <summary>Ends to look.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private void Look() => _bytes.Add(_sut.Control?.ResidentBytes ?? throw new SutUnavailableException("nobody can tell how much memory the SUT holds"));

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        await _watching;
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _clients.Waiting.PassAsync(LookEvery, _end.Token);
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The watch is over.
        }
        catch (SutUnavailableException)
        {
            // Whoever judges looks once more and meets the same.
        }
    }
}
