namespace CertHarness.Load.Schedules;

/// <summary>
/// The stretches that a schedule is made of, with the names that NBomber has for them. Open ones say when iterations begin, whatever
/// becomes of earlier ones; closed ones say how many copies run, each beginning anew when it has ended.
/// </summary>
public static class Simulation
{
    /// <summary>Begins iterations at a constant rate, evenly spread.</summary>
    /// <param name="rate">How many an interval.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">For how long.</param>
    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) =>
        new Injecting(NotNegative(rate), Positive(interval), NotNegative(during));

    /// <summary>Begins iterations at a rate that goes in a straight line from where the stretch before ended to another.</summary>
    /// <param name="rate">The rate at the end, an interval.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">For how long.</param>
    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during) =>
        new RampingInjecting(NotNegative(rate), Positive(interval), NotNegative(during));

    /// <summary>Begins iterations at a rate that is drawn anew for each interval.</summary>
    /// <param name="minRate">The least.</param>
    /// <param name="maxRate">The most.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="during">For how long.</param>
    public static LoadSimulation InjectRandom(int minRate, int maxRate, TimeSpan interval, TimeSpan during)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRate, minRate);
        return new RandomInjecting(NotNegative(minRate), maxRate, Positive(interval), NotNegative(during));
    }

    /// <summary>Keeps copies running.</summary>
    /// <param name="copies">How many.</param>
    /// <param name="during">For how long.</param>
    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new ConstantCopies(NotNegative(copies), NotNegative(during));

    /// <summary>Goes in a straight line from the copies that the stretch before ended with to another number.</summary>
    /// <param name="copies">How many at the end.</param>
    /// <param name="during">For how long.</param>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) => new RampingCopies(NotNegative(copies), NotNegative(during));

    /// <summary>Begins nothing. A ramp after it starts from zero.</summary>
    /// <param name="during">For how long.</param>
    public static LoadSimulation Pause(TimeSpan during) => new Pausing(NotNegative(during));

    private static int NotNegative(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    private static TimeSpan NotNegative(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value;
    }

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
