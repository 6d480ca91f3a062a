using System.Collections.Concurrent;
using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Monitoring;

/// <summary>
/// What the monitors of a scenario saw, over all its connections. A violation does not touch the scenario's own verdict: it counts
/// against the statement that was broken. One per scenario, safe for many threads.
/// </summary>
public sealed class MonitorLog
{
    private readonly ConcurrentQueue<IMonitor> _monitors = [];

    /// <summary>What was seen so far, counts added up; of the violations the one of the connection that was opened first.</summary>
    public MonitorRecord Seen
    {
        get
        {
            var packets = new SortedDictionary<string, int>(StringComparer.Ordinal);
            var violations = new SortedDictionary<string, MonitorViolation>(StringComparer.Ordinal);
            foreach (var seen in _monitors.Select(m => m.Seen))
            {
                foreach (var (requirement, count) in seen.Packets)
                    packets[requirement] = packets.GetValueOrDefault(requirement) + count;
                foreach (var (requirement, violation) in seen.Violations)
                {
                    violations[requirement] = violations.TryGetValue(requirement, out var first)
                        ? first with { Times = first.Times + violation.Times }
                        : violation;
                }
            }

            return new MonitorRecord(packets, violations);
        }
    }

    /// <summary>Takes in what watches a connection that was just opened.</summary>
    /// <param name="monitor">What watches it.</param>
    public void Add(IMonitor monitor) => _monitors.Enqueue(monitor);
}
