using System.Text.Json.Serialization;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Schedules;

/// <summary>What load is put on a SUT and when: stretches one after the other, and the seed of what is random in them.</summary>
/// <param name="Simulations">The stretches.</param>
/// <param name="Seed">The seed.</param>
public sealed record LoadSchedule(IReadOnlyList<LoadSimulation> Simulations, ulong Seed = 0)
{
    /// <summary>How long all of it lasts.</summary>
    [JsonIgnore]
    public TimeSpan Length => Simulations.Aggregate(TimeSpan.Zero, (sum, simulation) => sum + simulation.During);

    /// <summary>Whether it begins anything at all.</summary>
    [JsonIgnore]
    public bool IsEmpty => !Instants(Share.Whole).Any() && MostCopies(Share.Whole) == 0;

    /// <summary>A schedule of these stretches.</summary>
    /// <param name="simulations">The stretches.</param>
    public static LoadSchedule Of(params LoadSimulation[] simulations) => new(simulations);

    /// <summary>
    /// The instants at which iterations of the open stretches are meant to begin, in nanoseconds from the start and rising. The
    /// iteration of number i belongs to share i modulo the number of shares.
    /// </summary>
    /// <param name="share">The share asked for.</param>
    public IEnumerable<long> Instants(Share share)
    {
        long number = share.Index;
        foreach (var arrivals in AllArrivals())
        {
            for (; number < arrivals.Count; number += share.Count)
                yield return arrivals.InstantOf(number);
            number -= arrivals.Count;
        }
    }

    /// <summary>When the number of copies of the closed stretches changes, and to how many, for a share. Copy j belongs to share j
    /// modulo the number of shares. It ends with a change to none.</summary>
    /// <param name="share">The share asked for.</param>
    public IEnumerable<CopyChange> Copies(Share share)
    {
        var last = 0;
        foreach (var change in AllChanges())
        {
            var copies = share.Of(change.Copies);
            if (copies != last)
                yield return new(change.At, last = copies);
        }
    }

    /// <summary>The most copies that a share runs at once.</summary>
    /// <param name="share">The share asked for.</param>
    public int MostCopies(Share share) => Copies(share).Select(change => change.Copies).DefaultIfEmpty(0).Max();

    private IEnumerable<Arrivals> AllArrivals()
    {
        long start = 0;
        double rate = 0;
        ulong number = 0;
        foreach (var simulation in Simulations)
        {
            foreach (var arrivals in simulation.ArrivalsFrom(start, rate, SplitMix.At(Seed, number++)))
                yield return arrivals;
            rate = simulation.LastRate;
            start += simulation.During.Nanoseconds();
        }
    }

    private IEnumerable<CopyChange> AllChanges()
    {
        long start = 0;
        var copies = 0;
        foreach (var simulation in Simulations)
        {
            var changes = simulation.CopiesFrom(start, copies);
            foreach (var change in changes.DefaultIfEmpty(new CopyChange(start, 0)))
                yield return change;
            copies = simulation.LastCopies;
            start += simulation.During.Nanoseconds();
        }

        yield return new(start, 0);
    }
}
