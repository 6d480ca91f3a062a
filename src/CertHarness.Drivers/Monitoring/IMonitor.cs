using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Monitoring;

/// <summary>What watches one connection. Safe for many threads.</summary>
public interface IMonitor
{
    /// <summary>What was seen so far.</summary>
    MonitorRecord Seen { get; }
}
