namespace CertHarness.Gherkin.Execution;

/// <summary>How a suite is run.</summary>
public sealed record RunSettings
{
    /// <summary>How many scenarios run at once; at least 1.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>How long a scenario may run; null for no limit. What runs after it (hooks, disposing) may take as long again.</summary>
    public TimeSpan? ScenarioTimeout { get; init; }

    /// <summary>How long running scenarios may take to end once the run is cancelled.</summary>
    public TimeSpan CancellationGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The seed of all randomness; each scenario gets one of its own that depends on this one and on its key.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How often a failed scenario is tried again.</summary>
    public int Retries { get; init; }

    /// <summary>What the first message tells about tool and machine; null for this runtime's own words.</summary>
    public Wire.Meta? Meta { get; init; }

    /// <summary>
    /// The first number for ids of this run; null for the first that the suite leaves free. A run whose messages are put behind those
    /// of another one, as when a run is resumed, needs numbers that the other one has not used.
    /// </summary>
    public long? FirstId { get; init; }
}
