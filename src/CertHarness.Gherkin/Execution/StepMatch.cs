using CertHarness.Gherkin.Binding;

namespace CertHarness.Gherkin.Execution;

/// <summary>How a step and the step definitions fit together.</summary>
public enum MatchKind
{
    /// <summary>One step definition matches.</summary>
    Bound,

    /// <summary>None matches.</summary>
    Undefined,

    /// <summary>Several match.</summary>
    Ambiguous,
}

/// <summary>What a step library has for a step.</summary>
public sealed class StepMatch
{
    internal static readonly StepMatch Undefined = new([], [], [], null);

    internal StepMatch(
        IReadOnlyList<StepDefinition> candidates,
        List<Wire.StepMatchArgumentsList> wireArguments,
        BoundArgument[] arguments,
        string? problem)
    {
        Candidates = candidates;
        WireArguments = wireArguments;
        Arguments = arguments;
        Problem = problem;
    }

    /// <summary>Whether the step is bound, undefined or ambiguous.</summary>
    public MatchKind Kind => Candidates.Count switch
    {
        0 => MatchKind.Undefined,
        1 => MatchKind.Bound,
        _ => MatchKind.Ambiguous,
    };

    /// <summary>The step definition of a bound step; null otherwise.</summary>
    public StepDefinition? Definition => Candidates.Count == 1 ? Candidates[0] : null;

    /// <summary>All step definitions that match.</summary>
    public IReadOnlyList<StepDefinition> Candidates { get; }

    /// <summary>Why a bound step fails before its method is called, such as a table that is missing; null otherwise.</summary>
    public string? Problem { get; }

    internal List<Wire.StepMatchArgumentsList> WireArguments { get; }

    internal BoundArgument[] Arguments { get; }
}
