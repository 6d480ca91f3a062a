namespace CertHarness.Load.Recording;

/// <summary>What happened in one second of a run, by the time at which things ended. Reused: an observer copies what it keeps.</summary>
public sealed class LoadSecond
{
    /// <summary>Whether the fleet was still connecting. Those seconds are numbered on their own.</summary>
    public bool IsConnecting { get; set; }

    /// <summary>Its number, from 0.</summary>
    public int Number { get; set; }

    /// <summary>How long it was, in nanoseconds: the last one is shorter.</summary>
    public long Length { get; set; }

    /// <summary>How many iterations began.</summary>
    public long Begun { get; set; }

    /// <summary>How iterations ended.</summary>
    public OutcomeCounts Outcomes { get; init; } = new();

    /// <summary>From the intended instant to the end, of iterations that ended well or timed out.</summary>
    public LatencyHistogram Response { get; init; } = new();

    /// <summary>From the actual beginning to the end, of the same iterations.</summary>
    public LatencyHistogram Service { get; init; } = new();

    /// <summary>How late the generator came to the instants that it was to begin iterations at.</summary>
    public LatencyHistogram Lag { get; init; } = new();

    /// <summary>How long devices took to connect before the schedule began.</summary>
    public LatencyHistogram Connecting { get; init; } = new();

    /// <summary>How much of the second the busiest thread of the generator did not wait, from 0 to 1.</summary>
    public double Busy { get; set; }

    /// <summary>How many devices were connected at its end.</summary>
    public int Connected { get; set; }

    /// <summary>How many iterations waited for a device at its end.</summary>
    public int Waiting { get; set; }

    /// <summary>Resident memory of the generator's process at its end, in bytes.</summary>
    public long Memory { get; set; }

    /// <summary>Takes in what another thread did in the same second.</summary>
    /// <param name="other">The other thread's.</param>
    public void Add(LoadSecond other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (IsConnecting, Number) = (other.IsConnecting, other.Number);
        Length = Math.Max(Length, other.Length);
        Begun += other.Begun;
        Outcomes.Add(other.Outcomes);
        Response.Add(other.Response);
        Service.Add(other.Service);
        Lag.Add(other.Lag);
        Connecting.Add(other.Connecting);
        Busy = Math.Max(Busy, other.Busy);
        Connected += other.Connected;
        Waiting += other.Waiting;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (IsConnecting, Number, Length, Begun) = (false, 0, 0, 0);
        (Busy, Connected, Waiting, Memory) = (0, 0, 0, 0);
        Outcomes.Clear();
        Response.Clear();
        Service.Clear();
        Lag.Clear();
        Connecting.Clear();
    }
}
