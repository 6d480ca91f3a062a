using System.Collections.Concurrent;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>Step definitions for one keyword type, found by a step's text. Safe for many threads.</summary>
internal sealed class StepIndex
{
    private const int Letters = 128;

    /// <summary>By the first character of a text: those that could match it; the last ones are for all other characters.</summary>
    private readonly StepDefinition[][] _candidates = new StepDefinition[Letters + 1][];

    /// <summary>What matches a text, where finding out takes regular expressions. To look it up costs more than to scan the text.</summary>
    private readonly ConcurrentDictionary<string, StepMatch> _known = new();

    public StepIndex(StepDefinition[] definitions)
    {
        var anywhere = Array.FindAll(definitions, d => FirstOf(d) < 0);
        for (var i = 0; i < _candidates.Length; i++)
            _candidates[i] = anywhere;
        foreach (var definition in definitions)
        {
            var letter = Math.Min(FirstOf(definition), Letters);
            if (letter >= 0 && _candidates[letter] == anywhere)
                _candidates[letter] = Array.FindAll(definitions, d => FirstOf(d) is var first && (first < 0 || Math.Min(first, Letters) == letter));
        }
    }

    /// <summary>What matches a text, whatever the scenario.</summary>
    public StepMatch Match(string text)
    {
        var candidates = _candidates[text.Length == 0 ? Letters : Math.Min((int)text[0], Letters)];
        foreach (var candidate in candidates)
        {
            if (candidate.Pattern is not CucumberExpression { IsScanned: true })
                return _known.TryGetValue(text, out var known) ? known : _known.GetOrAdd(text, Match(candidates, text));
        }

        return Match(candidates, text);
    }

    private static StepMatch Match(StepDefinition[] candidates, string text)
    {
        TextMatch? first = null;
        List<TextMatch>? all = null;
        foreach (var definition in candidates)
        {
            if (definition.Match(text) is not { } match)
                continue;
            if (first is null)
                first = match;
            else
                (all ??= [first]).Add(match);
        }

        return first is null ? StepMatch.Undefined : all is null ? first.For(null) : StepMatch.Of([.. all]);
    }

    /// <summary>The character that every text begins with that a definition matches; negative where that differs.</summary>
    private static int FirstOf(StepDefinition definition) =>
        definition.Pattern is CucumberExpression { Prefix: { Length: > 0 } prefix } ? prefix[0] : -1;
}
