using System.Text.Json.Serialization;

namespace CertHarness.Load.Schedules;

/// <summary>One stretch of a schedule. Made by <see cref="Simulation"/>.</summary>
/// <param name="During">How long it lasts.</param>
[JsonDerivedType(typeof(Injecting), "inject")]
[JsonDerivedType(typeof(RampingInjecting), "ramping-inject")]
[JsonDerivedType(typeof(RandomInjecting), "inject-random")]
[JsonDerivedType(typeof(ConstantCopies), "keep-constant")]
[JsonDerivedType(typeof(RampingCopies), "ramping-constant")]
[JsonDerivedType(typeof(Pausing), "pause")]
public abstract record LoadSimulation(TimeSpan During)
{
    /// <summary>The stretch as arrivals of iterations: none, unless it is an open one.</summary>
    /// <param name="start">When it begins, in nanoseconds.</param>
    /// <param name="before">The rate that the stretch before it ended with, in iterations a second.</param>
    /// <param name="seed">The seed of this stretch.</param>
    internal virtual IEnumerable<Arrivals> ArrivalsFrom(long start, double before, ulong seed) => [];

    /// <summary>The stretch as changes of the number of copies: none, unless it is a closed one.</summary>
    /// <param name="start">When it begins, in nanoseconds.</param>
    /// <param name="before">The copies that the stretch before it ended with.</param>
    internal virtual IEnumerable<CopyChange> CopiesFrom(long start, int before) => [];

    /// <summary>The rate that it ends with, in iterations a second.</summary>
    internal virtual double LastRate => 0;

    /// <summary>The number of copies that it ends with.</summary>
    internal virtual int LastCopies => 0;
}

/// <summary>From a moment on so many copies run.</summary>
/// <param name="At">The moment, in nanoseconds from the start of the schedule.</param>
/// <param name="Copies">How many.</param>
public readonly record struct CopyChange(long At, int Copies);
