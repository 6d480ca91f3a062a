namespace CertHarness.Faults.Recovery;

/// <summary>How a service came through a disturbance. All times count from the fault; docs/architecture.md says the same in words.</summary>
public sealed record RecoveryFigures
{
    /// <summary>The percentile of the delays of all probes that arrived before the fault; zero where none did.</summary>
    public required TimeSpan BaselineDelay { get; init; }

    /// <summary>The longest delay that counts as normal: the baseline times its factor, but no less than the floor and no more
    /// than the time within which a probe is served.</summary>
    public required TimeSpan NormalDelay { get; init; }

    /// <summary>When somebody who relies on the service could know: a connection ended, or the time was over in which the first probe
    /// that was not served should have arrived. Null where nobody could tell.</summary>
    public TimeSpan? TimeToDetect { get; init; }

    /// <summary>The first arrival of a probe that was due with the first one not served, or later: the recovery time of the service
    /// from end to end. Zero where every probe was served, null where none arrived any more.</summary>
    public TimeSpan? TimeToService { get; init; }

    /// <summary>The arrival of the first probe with a normal delay from which on, in whatever stretch of the steady time one looks, the
    /// percentile of the delays is normal too; no earlier than <see cref="TimeToService"/>. Zero where all was normal throughout; null where
    /// it did not stay so for the steady time.</summary>
    public TimeSpan? TimeToNormal { get; init; }

    /// <summary>The probes that the service took charge of and never delivered, of the whole watch.</summary>
    public required int AcknowledgedLost { get; init; }

    /// <summary>The probes that arrived more than once, of the whole watch.</summary>
    public required int Doubled { get; init; }

    /// <summary>How far the service level fell at most, at the resolution of the curve: 0 (not at all) to 1 (nobody was served).</summary>
    public required double Depth { get; init; }

    /// <summary>The area between full service and the curve: as long a complete outage would have cost the same.</summary>
    public required TimeSpan Area { get; init; }

    /// <summary>The service level over time.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }
}

/// <summary>A point of the degradation curve.</summary>
/// <param name="At">The middle of the span that it stands for, counted from the fault.</param>
/// <param name="Served">The share of the probes due in it that were served: 0 to 1.</param>
/// <param name="Normal">The share of them whose delay was normal: 0 to 1, at most as large.</param>
public readonly record struct CurvePoint(TimeSpan At, double Served, double Normal);
