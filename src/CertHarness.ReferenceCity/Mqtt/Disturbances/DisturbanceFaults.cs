namespace CertHarness.ReferenceCity.Mqtt.Disturbances;

/// <summary>What a broker does wrong when it is restarted or has stood still. Only its mutants have any of it.</summary>
internal sealed record DisturbanceFaults
{
    /// <summary>What becomes of all that it knows when it is started again. Called with the gate held.</summary>
    public Action<Broker> Restarts { get; init; } = _ => { };

    /// <summary>What becomes of all that it knows before it goes on after a standstill. Called with the gate held.</summary>
    public Action<Broker> GoesOn { get; init; } = _ => { };

    /// <summary>For how long it takes connections and does nothing, after a start as after a standstill.</summary>
    public TimeSpan ServesAfter { get; init; }

    /// <summary>How long it thinks about whatever arrives, after a restart as after a standstill.</summary>
    public TimeSpan Sluggishness { get; init; }
}
