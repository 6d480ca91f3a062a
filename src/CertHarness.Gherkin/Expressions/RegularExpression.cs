namespace CertHarness.Gherkin.Expressions;

/// <summary>A .NET regular expression; it must match a step's whole text, and its outermost capture groups are the arguments.</summary>
public sealed class RegularExpression : IExpression
{
    private readonly GroupTree _tree;
    private readonly ParameterType?[] _types;

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression, with or without <c>^</c> and <c>$</c>.</param>
    /// <param name="registry">The parameter types that capture groups are compared with.</param>
    /// <exception cref="ArgumentException">The text is no .NET regular expression.</exception>
    public RegularExpression(string expression, ParameterTypeRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(registry);
        Source = expression;
        var start = expression.StartsWith('^') ? 1 : 0;
        var end = expression.EndsWith('$') ? 1 : 0;
        Regex = start + end == 2 ? expression : $"^(?:{expression[start..^end]})$";
        _tree = new GroupTree(Regex);
        _types = [.. _tree.Groups.Select(g => registry.FindByRegex(g.Source))];
    }

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public string Regex { get; }

    /// <inheritdoc/>
    public int ArgumentCount => _types.Length;

    /// <inheritdoc/>
    public IReadOnlyList<Argument>? Match(string text) =>
        _tree.Match(text) is { } groups ? [.. groups.Zip(_types, (g, t) => new Argument(g, t))] : null;
}
