using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;

namespace CertHarness.Runner.Runs;

/// <summary>A time in which the SUT was gone: what scenarios saw then, closed connections above all, says nothing of a requirement.</summary>
/// <param name="Ended">When the SUT ended by itself.</param>
/// <param name="Until">When the part of the run ended that tested it.</param>
/// <param name="Reason">How it ended.</param>
public sealed record Outage(DateTimeOffset Ended, DateTimeOffset Until, string Reason)
{
    /// <summary>A connection is seen closed before the end of the process is, on a busy machine long before.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    /// <summary>Whether a scenario came to its verdict when the SUT was, or may have been, gone.</summary>
    /// <param name="result">The scenario's result.</param>
    public bool Covers(ScenarioResult result) =>
        result.Started + result.Duration is { } finished && finished >= Ended - Notice && finished <= Until;

    /// <summary>Results with those that an outage covers made inconclusive, neither pass nor fail.</summary>
    /// <param name="results">The results, by the scenarios' keys.</param>
    /// <param name="outages">The outages of the run.</param>
    internal static IReadOnlyDictionary<string, ScenarioResult> Applied(
        IReadOnlyDictionary<string, ScenarioResult> results, IReadOnlyList<Outage> outages) =>
        results.ToDictionary(r => r.Key, r => outages.FirstOrDefault(o => o.Covers(r.Value)) is { } outage ? outage.Of(r.Value) : r.Value);

    /// <summary>A scenario that ran alone when the SUT ended did that to it: what it has to say of that stands.</summary>
    private bool IsTheDoingOf(ScenarioResult result) => result.Scenario.Tags.Contains(Alone.Tag) && result.Started <= Ended;

    private ScenarioResult Of(ScenarioResult result) => result.Verdict is Verdict.Pass or Verdict.Fail && !(result.Verdict == Verdict.Fail && IsTheDoingOf(result))
        ? result with
        {
            Verdict = Verdict.Inconclusive,
            Finding = new Finding(result.Finding?.Step, result.Finding?.Line, null, null, result.Finding?.Evidence, Reason.Split('\n')[0]),
        }
        : result;
}
