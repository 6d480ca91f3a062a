using System.Text.RegularExpressions;

namespace CertHarness.Gherkin.Expressions;

/// <summary>A kind of parameter that expressions can name in braces.</summary>
public sealed class ParameterType
{
    private readonly Func<string?[], object?> _transform;

    /// <summary>Creates a parameter type.</summary>
    /// <param name="name">The name, without braces; empty for the anonymous one.</param>
    /// <param name="regexes">What its texts look like: one or more regular expressions.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="transform">Makes a value of the texts of the capture groups, or of the whole text where there are none.</param>
    /// <param name="useForSnippets">Whether suggestions for undefined steps use it.</param>
    /// <param name="preferForRegexMatch">Whether it wins where several types have the same regular expression.</param>
    /// <exception cref="CucumberExpressionException">The name holds a reserved character.</exception>
    public ParameterType(
        string name,
        IReadOnlyList<string> regexes,
        Type type,
        Func<string?[], object?> transform,
        bool useForSnippets = true,
        bool preferForRegexMatch = false)
    {
        if (name.Any(c => "{}()\\/".Contains(c)))
        {
            throw new CucumberExpressionException(
                $"Illegal character in parameter name {{{name}}}. Parameter names may not contain '{{', '}}', '(', ')', '\\' or '/'");
        }

        Name = name;
        Regexes = regexes;
        Type = type;
        _transform = transform;
        UseForSnippets = useForSnippets;
        PreferForRegexMatch = preferForRegexMatch;
    }

    /// <summary>The name, without braces; empty for the anonymous one.</summary>
    public string Name { get; }

    /// <summary>What its texts look like.</summary>
    public IReadOnlyList<string> Regexes { get; }

    /// <summary>The type of its values.</summary>
    public Type Type { get; }

    /// <summary>Whether suggestions for undefined steps use it.</summary>
    public bool UseForSnippets { get; }

    /// <summary>Whether it wins where several types have the same regular expression.</summary>
    public bool PreferForRegexMatch { get; }

    /// <summary>Whether it comes with the runtime.</summary>
    internal bool BuiltIn { get; init; }

    /// <summary>Finds the type's texts in a step that is not defined yet.</summary>
    internal Regex Finder => field ??= new Regex(string.Join('|', Regexes.Select(r => $"(?:{r})")), RegexOptions.CultureInvariant, GroupTree.MatchLimit);

    /// <summary>Makes a value of the texts of the capture groups, or of the whole text where there are none.</summary>
    /// <param name="groups">The texts; null for a group that took no part in the match.</param>
    public object? Transform(string?[] groups) => _transform(groups);
}
