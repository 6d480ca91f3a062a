namespace CertHarness.Model.Evaluating;

/// <summary>
/// What the monitors saw in one scenario. A monitor watches every packet for a statement that can be broken at any time and is
/// never proved.
/// </summary>
/// <param name="Packets">How many packets were judged, by the requirement's id. A requirement of which there was none is left out.</param>
/// <param name="Violations">The first packet that broke a requirement, by the requirement's id.</param>
public sealed record MonitorRecord(
    IReadOnlyDictionary<string, int> Packets, IReadOnlyDictionary<string, MonitorViolation> Violations)
{
    /// <summary>Nothing was watched.</summary>
    public static MonitorRecord Empty { get; } = new(new Dictionary<string, int>(), new Dictionary<string, MonitorViolation>());
}

/// <summary>A packet that broke a requirement.</summary>
/// <param name="Expected">What the requirement allows.</param>
/// <param name="Observed">The packet, in words and in hexadecimal.</param>
/// <param name="Evidence">Where it can be seen, such as "frame 12 of lamp", or null.</param>
/// <param name="Times">How many packets of the scenario broke it. At least 1.</param>
public sealed record MonitorViolation(string Expected, string Observed, string? Evidence, int Times);

/// <summary>What the monitor of a requirement saw in a run.</summary>
/// <param name="Packets">How many packets it judged.</param>
/// <param name="Violations">The scenarios in which a packet broke the requirement, in the order of the plan.</param>
public sealed record MonitorResult(int Packets, IReadOnlyList<ScenarioViolation> Violations)
{
    /// <summary>How many packets broke the requirement.</summary>
    public int Broken() => Violations.Sum(v => v.Times);
}

/// <summary>The first packet of a scenario that broke a requirement. The scenario may be about something else.</summary>
/// <param name="Scenario">The scenario's key.</param>
/// <param name="Expected">What the requirement allows.</param>
/// <param name="Observed">The packet, in words and in hexadecimal.</param>
/// <param name="Evidence">Where it can be seen in the scenario's evidence, or null.</param>
/// <param name="Times">How many packets of the scenario broke it. At least 1.</param>
public sealed record ScenarioViolation(string Scenario, string Expected, string Observed, string? Evidence, int Times)
{
    /// <summary>The violation as a finding, which no step has made.</summary>
    public Finding ToFinding() => new(
        null, null, Expected, Observed, Evidence, $"Expected: {Expected}\nObserved: {Observed}" + (Evidence is null ? "" : $"\nEvidence: {Evidence}"));
}
