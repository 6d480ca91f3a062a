using System.Collections.Concurrent;
using CertHarness.Model.Measuring;

namespace CertHarness.Drivers.Measuring;

/// <summary>What a scenario measures. One per scenario, safe for many threads.</summary>
public sealed class MeasurementLog
{
    private readonly ConcurrentQueue<Measurement> _measurements = [];
    private readonly ConcurrentQueue<Chart> _charts = [];

    /// <summary>What was measured so far.</summary>
    public MeasurementRecord Seen => new([.. _measurements], [.. _charts]);

    /// <summary>Records a number.</summary>
    /// <param name="name">Its name, unique in the scenario, such as <c>delay-p95</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="unit">Its unit, such as <c>ms</c>.</param>
    /// <exception cref="ArgumentException">The value is not finite, or the name was recorded before.</exception>
    public void Record(string name, double value, string unit)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"{name} is {value}; a measurement is a finite number.", nameof(value));
        if (_measurements.Any(m => m.Name == name))
            throw new ArgumentException($"{name} was recorded before in this scenario.", nameof(name));
        _measurements.Enqueue(new Measurement(name, value, unit));
    }

    /// <summary>Adds a picture.</summary>
    /// <param name="chart">The picture, as numbers.</param>
    /// <exception cref="ArgumentException">It has no line, or a number in it is not finite.</exception>
    public void Draw(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (chart.Series.Count == 0)
            throw new ArgumentException($"The chart {chart.Name} has no line.", nameof(chart));
        var numbers = chart.Series.SelectMany(s => s.Points).SelectMany(p => (double[])[p.X, p.Y]).Concat(chart.Marks.Select(m => m.X));
        if (!numbers.All(double.IsFinite))
            throw new ArgumentException($"The chart {chart.Name} has a number that is not finite.", nameof(chart));
        _charts.Enqueue(chart);
    }
}
