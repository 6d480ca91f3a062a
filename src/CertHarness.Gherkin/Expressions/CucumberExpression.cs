using System.Text;

namespace CertHarness.Gherkin.Expressions;

/// <summary>A cucumber expression, such as <c>{int} message(s) arrive/arrives</c>.</summary>
public sealed class CucumberExpression : IExpression
{
    private readonly List<ParameterType> _parameterTypes = [];
    private readonly string _prefix;
    private readonly ExpressionScan? _scan;
    private readonly Lazy<GroupTree> _tree;

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="registry">The parameter types that it may name.</param>
    /// <exception cref="CucumberExpressionException">The expression cannot be read.</exception>
    /// <exception cref="UndefinedParameterTypeException">The expression names an unknown parameter type.</exception>
    public CucumberExpression(string expression, ParameterTypeRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        Source = expression;
        var root = ExpressionParser.Parse(expression);
        var regex = new StringBuilder("^");
        foreach (var node in root.Nodes)
            Write(node, regex, registry);
        Regex = regex.Append('$').ToString();
        _prefix = string.Concat(root.Nodes.TakeWhile(n => n.Type == NodeType.Text).Select(n => n.Text));
        _scan = Scan(root);
        _tree = new Lazy<GroupTree>(() => new GroupTree(Regex));
        // What cannot be scanned may hold a regular expression of somebody else's; whether it can be read is told now.
        if (_scan is null)
            _ = _tree.Value;
    }

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public string Regex { get; }

    /// <inheritdoc/>
    public int ArgumentCount => _parameterTypes.Count;

    /// <summary>The types of its parameters, in order.</summary>
    public IReadOnlyList<ParameterType> ParameterTypes => _parameterTypes;

    /// <summary>What every text begins with that it matches.</summary>
    internal string Prefix => _prefix;

    /// <summary>Whether matching it costs next to nothing, as it needs no regular expression.</summary>
    internal bool IsScanned => _scan is not null;

    /// <inheritdoc/>
    public IReadOnlyList<Argument>? Match(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
            return null;
        if (_scan is not null && _scan.TryMatch(text, out var scanned))
            return scanned;
        if (_tree.Value.Match(text) is not { } groups)
            return null;
        var arguments = new Argument[groups.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = new Argument(groups[i], _parameterTypes[i]);
        return arguments;
    }

    private ExpressionScan? Scan(Node root)
    {
        var parts = new List<ExpressionScan.Part>();
        var types = 0;
        foreach (var node in root.Nodes)
        {
            if (node.Type == NodeType.Text)
                parts.Add(new ExpressionScan.Part(node.Text, null));
            else if (node.Type == NodeType.Parameter)
                parts.Add(new ExpressionScan.Part(null, _parameterTypes[types++]));
            else
                return null;
        }

        return ExpressionScan.Of(parts);
    }

    private void Write(Node node, StringBuilder regex, ParameterTypeRegistry registry)
    {
        switch (node.Type)
        {
            case NodeType.Text:
                WriteText(node.Text!, regex);
                break;
            case NodeType.Optional:
                WriteOptional(node, regex, registry);
                break;
            case NodeType.Alternation:
                WriteAlternation(node, regex, registry);
                break;
            case NodeType.Parameter:
                WriteParameter(node, regex, registry);
                break;
        }
    }

    private static void WriteText(string text, StringBuilder regex)
    {
        foreach (var c in text)
        {
            if (@"\^[({$.|?*+})]".Contains(c, StringComparison.Ordinal))
                regex.Append('\\');
            regex.Append(c);
        }
    }

    private void WriteOptional(Node node, StringBuilder regex, ParameterTypeRegistry registry)
    {
        if (node.Nodes.FirstOrDefault(n => n.Type == NodeType.Parameter) is { } parameter)
            throw CucumberExpressionException.ParameterInOptional(Source, parameter);
        if (node.Nodes.FirstOrDefault(n => n.Type == NodeType.Optional) is { } optional)
            throw CucumberExpressionException.NestedOptional(Source, optional);
        if (node.Nodes.Count == 0)
            throw CucumberExpressionException.EmptyOptional(Source, node);
        regex.Append("(?:");
        foreach (var child in node.Nodes)
            Write(child, regex, registry);
        regex.Append(")?");
    }

    private void WriteAlternation(Node node, StringBuilder regex, ParameterTypeRegistry registry)
    {
        foreach (var alternative in node.Nodes)
        {
            if (alternative.Nodes.Count == 0)
                throw CucumberExpressionException.EmptyAlternative(Source, alternative);
            if (alternative.Nodes.All(n => n.Type != NodeType.Text))
                throw CucumberExpressionException.OnlyOptionals(Source, alternative);
        }

        var separator = "(?:";
        foreach (var alternative in node.Nodes)
        {
            regex.Append(separator);
            separator = "|";
            foreach (var child in alternative.Nodes)
                Write(child, regex, registry);
        }

        regex.Append(')');
    }

    private void WriteParameter(Node node, StringBuilder regex, ParameterTypeRegistry registry)
    {
        var name = node.AllText;
        var type = registry.Find(name) ?? throw new UndefinedParameterTypeException(Source, node, name);
        _parameterTypes.Add(type);
        regex.Append('(');
        regex.Append(type.Regexes.Count == 1 ? type.Regexes[0] : string.Join('|', type.Regexes.Select(r => $"(?:{r})")));
        regex.Append(')');
    }
}
