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
    internal static readonly StepMatch Undefined = new([], [], null);
    private readonly TextMatch[] _matches;

    internal StepMatch(TextMatch[] matches, BoundArgument[] arguments, string? problem)
    {
        _matches = matches;
        Arguments = arguments;
        Problem = problem;
    }

    /// <summary>Whether the step is bound, undefined or ambiguous.</summary>
    public MatchKind Kind => _matches.Length switch
    {
        0 => MatchKind.Undefined,
        1 => MatchKind.Bound,
        _ => MatchKind.Ambiguous,
    };

    /// <summary>The step definition of a bound step; null otherwise.</summary>
    public StepDefinition? Definition => _matches.Length == 1 ? _matches[0].Definition : null;

    /// <summary>All step definitions that match.</summary>
    public IReadOnlyList<StepDefinition> Candidates => Array.ConvertAll(_matches, m => m.Definition);

    /// <summary>Why a bound step fails before its method is called, such as a table that is missing; null otherwise.</summary>
    public string? Problem { get; }

    internal ReadOnlySpan<TextMatch> Matches => _matches;

    internal BoundArgument[] Arguments { get; }

    /// <summary>The arguments of each candidate as Cucumber Messages has them.</summary>
    internal List<Wire.StepMatchArgumentsList> ToMessage() => [.. _matches.Select(m => m.ToMessage())];
}
