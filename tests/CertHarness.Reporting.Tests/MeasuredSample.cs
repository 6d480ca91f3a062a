using CertHarness.Model;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Tests;

/// <summary>A made-up run whose scenarios measured: every way in which a number can stand to its limit, and charts of every kind.</summary>
internal static class MeasuredSample
{
    /// <summary>The run; its target is substantial, and it fails.</summary>
    public static Evaluation Run()
    {
        var good = Sample.Good();
        var (scenarios, rows) = (good.Scenarios.ToList(), good.Requirements.ToList());
        Measure(0, Verdict.Pass, [new("delay-p95", 143.26, "ms"), new("delay-p99", 311.4, "ms"), new("messages", 1234567, "messages")], Delays(), Percentiles());
        Measure(1, Verdict.Pass, [new("throughput", 1234.5, "messages/s")]);
        Measure(2, Verdict.Pass, [new("throughput", 2345.6, "messages/s")], Capacity());
        Measure(3, Verdict.Pass, []);
        Measure(4, Verdict.Pass, [new("delay-p95", 0.2, "s")]);
        Measure(5, Verdict.Fail, [new("time-to-first-service", 900, "ms")], Degradation());
        Measure(6, Verdict.Pass, [new("time-to-normal-delay", 2000.00001, "ms"), new("lost", 0, "messages")], Degradation());

        rows[0] = Graded(rows[0], Limit("delay-p95", "ms", Bound.AtMost, 1000, 500, 200), Limit("delay-p99", "ms", Bound.AtMost, null, null, 300));
        rows[1] = Graded(rows[1] with { Scenarios = [Key(1), Key(2)] }, Limit("throughput", "messages/s", Bound.AtLeast, 1000, 2000, 5000));
        rows[2] = rows[2] with { Scenarios = [Key(2)] };
        rows[3] = Graded(rows[3], Limit("delay-p95", "ms", Bound.AtMost, 1000, 500, 200));
        rows[4] = Graded(rows[4], Limit("delay-p95", "ms", Bound.AtMost, 1000, 500, 200));
        rows[5] = Graded(In(ResiliencePhase.Respond, rows[5]) with { Verdict = Verdict.Fail }, Limit("time-to-first-service", "ms", Bound.AtMost, 5000, 2000, 1000));
        rows[6] = Graded(
            In(ResiliencePhase.Recover, rows[6]), Limit("time-to-normal-delay", "ms", Bound.AtMost, 10000, 2000, null), Limit("lost", "messages", Bound.AtMost, 0, null, null));
        return good with
        {
            Verdict = Verdict.Fail,
            Level = null,
            Parameters = new Dictionary<string, double> { ["fleet-devices"] = 12500, ["payload-bytes"] = 256, ["share"] = 0.25 },
            Requirements = rows,
            Scenarios = scenarios,
            Phases =
            [
                new(ResiliencePhase.Respond, Verdict.Fail, null, new VerdictCounts(0, 1, 0, 0, 0)),
                new(ResiliencePhase.Recover, Verdict.Fail, Level.Basic, new VerdictCounts(0, 1, 0, 0, 0)),
            ],
        };

        string Key(int i) => scenarios[i].Scenario.Key;

        void Measure(int i, Verdict verdict, Measurement[] measurements, params Chart[] charts) => scenarios[i] = scenarios[i] with
        {
            Verdict = verdict,
            Measured = new MeasurementRecord(measurements, charts),
            Finding = verdict == Verdict.Pass ? null : new Finding("Then the broker serves again", 9, "an answer", "none", null, "no answer"),
        };

        RequirementResult Graded(RequirementResult row, params MeasurementLimit[] limits)
        {
            var results = limits.Select(l => Held(l, [.. row.Scenarios.Select(k => scenarios.Single(s => s.Scenario.Key == k))])).ToList();
            return row with
            {
                Limits = results,
                Verdict = results.Select(l => l.Verdict).Append(row.Verdict).RollUp(),
                Reason = row.Verdict == Verdict.Pass ? results.Find(l => l.Reason is not null)?.Reason : null,
            };
        }
    }

    private static RequirementResult In(ResiliencePhase phase, RequirementResult row) =>
        row with { Requirement = row.Requirement with { Phase = phase, Criterion = Criterion.Resilience } };

    private static MeasurementLimit Limit(string measurement, string unit, Bound bound, double? basic, double? substantial, double? high)
    {
        (Level Level, double? Bound)[] levels = [(Level.Basic, basic), (Level.Substantial, substantial), (Level.High, high)];
        return new("S-1", measurement, unit, bound, levels.Where(l => l.Bound is not null).ToDictionary(l => l.Level, l => l.Bound!.Value));
    }

    private static LimitResult Held(MeasurementLimit limit, ScenarioResult[] scenarios)
    {
        var measured = scenarios.SelectMany(s => s.Measured.Measurements.Where(m => m.Name == limit.Measurement).Select(m =>
        {
            var grading = s.Verdict != Verdict.Pass ? Grading.ScenarioDidNotPass : m.Unit != limit.Unit ? Grading.OtherUnit : Grading.Graded;
            return new GradedMeasurement(s.Scenario.Key, m.Value, m.Unit, grading, grading == Grading.Graded ? limit.Attained(m.Value) : null);
        })).ToList();
        var beyond = measured.Where(m => m.Grading == Grading.Graded && !(m.Attained >= Level.Substantial)).ToList();
        var verdict = limit.BoundAt(Level.Substantial) is null ? Verdict.NotApplicable
            : beyond.Count > 0 ? Verdict.Fail
            : measured.Exists(m => m.Grading == Grading.Graded) ? Verdict.Pass
            : Verdict.Inconclusive;
        return new LimitResult(
            limit, measured, measured.Min(m => m.Attained), Level.Substantial, verdict, verdict == Verdict.Inconclusive ? "told in English" : null,
            [.. beyond.Select(m => new LimitViolation(m.Scenario, $"{limit.Measurement} within bounds", Quantity.Text(m.Value, m.Unit)))]);
    }

    private static Chart Delays() => new(
        "delay-per-second",
        new("Delay in every second", "Verzögerung in jeder Sekunde"),
        new(new("time", "Zeit"), "s"),
        new(new("delay", "Verzögerung"), "ms", Logarithmic: true),
        [Line("p50", "p50", 60, i => 4 + (i % 5)), Line("p95", "p95", 60, i => 40 + (i * 7 % 60)), Line("p99", "p99", 60, i => 90 + (i * 31 % 220)), Line("maximum", "Höchstwert", 60, i => 200 + (i * 57 % 900))],
        []);

    private static Chart Percentiles() => new(
        "percentiles",
        new("Percentiles of the delay", "Perzentile der Verzögerung"),
        new(new("one message of so many takes longer", "eine Nachricht von so vielen braucht länger"), "", Logarithmic: true),
        new(new("delay", "Verzögerung"), "ms", Logarithmic: true),
        [Line("from the intended moment (response time)", "ab dem vorgesehenen Zeitpunkt (Antwortzeit)", 17, i => 3 * Math.Pow(1.5, i), i => Math.Pow(2, i)), Line("from the actual moment (service time)", "ab dem wirklichen Zeitpunkt (Bedienzeit)", 17, i => 2 * Math.Pow(1.3, i), i => Math.Pow(2, i))],
        []);

    private static Chart Capacity() => new(
        "capacity",
        new("Rate against delay", "Rate und Verzögerung"),
        new(new("rate", "Rate"), "messages/s", Logarithmic: true),
        new(new("delay", "Verzögerung"), "ms", Logarithmic: true),
        [Line("p50", "p50", 8, i => 2 + (i * i), i => 500 * Math.Pow(1.4, i)), Line("p95", "p95", 8, i => 8 + Math.Pow(i, 3.2), i => 500 * Math.Pow(1.4, i))],
        []);

    private static Chart Degradation() => new(
        "service-level",
        new("Service level over time", "Dienstgüte über der Zeit"),
        new(new("time", "Zeit"), "s"),
        new(new("messages delivered in time", "rechtzeitig zugestellte Nachrichten"), "%"),
        [Line("service level", "Dienstgüte", 41, i => i is < 8 or > 24 ? 100 : i < 12 ? 0 : (i - 12) * 8)],
        [new(8, new("broker killed", "Broker beendet")), new(12, new("first correct service", "erster richtiger Dienst")), new(24.5, new("normal delay", "gewöhnliche Verzögerung"))]);

    private static ChartSeries Line(string en, string de, int count, Func<int, double> y, Func<int, double>? x = null) =>
        new(new(en, de), [.. Enumerable.Range(0, count).Select(i => new ChartPoint(x?.Invoke(i) ?? i, y(i)))]);
}
