using CertHarness.Load.Schedules;

namespace CertHarness.Load.Running;

/// <summary>All that a generator has to know about a run, but for the protocol.</summary>
public sealed record LoadPlan
{
    /// <summary>What is to be done when.</summary>
    public required LoadSchedule Schedule { get; init; }

    /// <summary>How many devices act. An iteration that finds none free waits for one, and its response time runs on.</summary>
    public required int Devices { get; init; }

    /// <summary>This generator's share of the schedule.</summary>
    public Share Share { get; init; } = Share.Whole;

    /// <summary>How many threads generate; each takes a share of the devices and of the schedule.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How long an answer may take, from when the iteration began or, while it waits for a device, from its intended instant.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long connecting may take for one device.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many devices of a thread connect at once before the schedule starts.</summary>
    public int ConnectAtOnce { get; init; } = 128;

    /// <summary>How long each piece of the time series is. Called a second everywhere, for that is what it is unless a run is too short
    /// for it to be told from so few of them whether anything drifts.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An iteration that the generator comes to later than this is dropped.</summary>
    public TimeSpan MostLateness { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether all devices connect before the schedule starts. If not, each connects in its first iteration.</summary>
    public bool ConnectFirst { get; init; } = true;
}
