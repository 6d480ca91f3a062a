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
    internal static readonly StepMatch Undefined = new(null, [], [], null);
    private readonly TextMatch? _only;
    private readonly TextMatch[] _several;

    private StepMatch(TextMatch? only, TextMatch[] several, BoundArgument[] arguments, string? problem)
    {
        _only = only;
        _several = several;
        Arguments = arguments;
        Problem = problem;
    }

    /// <summary>Whether the step is bound, undefined or ambiguous.</summary>
    public MatchKind Kind => _only is not null ? MatchKind.Bound : _several.Length == 0 ? MatchKind.Undefined : MatchKind.Ambiguous;

    /// <summary>The step definition of a bound step; null otherwise.</summary>
    public StepDefinition? Definition => _only?.Definition;

    /// <summary>All step definitions that match.</summary>
    public IReadOnlyList<StepDefinition> Candidates => Array.ConvertAll(Matches, m => m.Definition);

    /// <summary>Why a bound step fails before its method is called, such as a table that is missing; null otherwise.</summary>
    public string? Problem { get; }

    internal TextMatch[] Matches => _only is null ? _several : [_only];

    internal BoundArgument[] Arguments { get; }

    internal static StepMatch Of(TextMatch only, BoundArgument[] arguments, string? problem) => new(only, [], arguments, problem);

    internal static StepMatch Of(TextMatch[] several) => new(null, several, [], null);

    /// <summary>The match for a step: this one is for all steps with the text, whatever their scenario and what stands under them.</summary>
    internal StepMatch For(Scenario scenario, ScenarioStep step)
    {
        var block = step.PickleStep.Argument;
        if (_only is not null)
            return _only.Definition.Scope?.Covers(scenario) == false ? Undefined : block is null ? this : _only.For(block);
        if (!Array.Exists(_several, m => m.Definition.Scope is not null))
            return this;
        var scoped = Array.FindAll(_several, m => m.Definition.Scope?.Covers(scenario) == true);
        // A definition made for just this scenario goes before one for all.
        var found = scoped.Length > 0 ? scoped : Array.FindAll(_several, m => m.Definition.Scope is null);
        return found.Length switch
        {
            0 => Undefined,
            1 => found[0].For(block),
            _ => Of(found),
        };
    }

    /// <summary>The arguments of each candidate as Cucumber Messages has them.</summary>
    internal List<Wire.StepMatchArgumentsList> ToMessage() => [.. Matches.Select(m => m.ToMessage())];
}
