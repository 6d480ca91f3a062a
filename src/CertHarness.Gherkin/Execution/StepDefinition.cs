using System.Reflection;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>A method bound to steps by an expression.</summary>
public sealed class StepDefinition
{
    private readonly ParameterBinder[] _binders;
    private readonly IReadOnlyDictionary<string, Transformation> _named;

    internal StepDefinition(
        BoundMethod method,
        StepAttribute attribute,
        IExpression expression,
        BindingScope? scope,
        IReadOnlyList<Transformation> transformations,
        IReadOnlyDictionary<string, Transformation> named)
    {
        Bound = method;
        Pattern = expression;
        Scope = scope;
        KeywordType = attribute.KeywordType;
        SourceFile = attribute.SourceFile;
        SourceLine = attribute.SourceLine;
        _named = named;
        _binders = [.. method.Parameters.Select(p => new ParameterBinder(p, transformations))];
    }

    /// <summary>The expression as written.</summary>
    public string Expression => Pattern.Source;

    /// <summary>Whether the expression is a regular expression; otherwise it is a cucumber expression.</summary>
    public bool IsRegex => Pattern is RegularExpression;

    /// <summary>The keyword that it was bound with: Given, When or Then; an asterisk where any will do.</summary>
    public string Keyword => KeywordType switch
    {
        Gherkin.KeywordType.Context => "Given",
        Gherkin.KeywordType.Action => "When",
        Gherkin.KeywordType.Outcome => "Then",
        _ => "*",
    };

    /// <summary>The part that its steps play; null for any.</summary>
    public KeywordType? KeywordType { get; }

    /// <summary>The method.</summary>
    public MethodInfo Method => Bound.Method;

    /// <summary>The source file as the compiler saw it; empty where that is not known.</summary>
    public string SourceFile { get; }

    /// <summary>The line in the source file; 0 where that is not known.</summary>
    public int SourceLine { get; }

    /// <summary>Keyword, expression and method.</summary>
    public override string ToString() => $"{Keyword} {Expression} ({Bound})";

    internal BoundMethod Bound { get; }

    internal IExpression Pattern { get; }

    internal BindingScope? Scope { get; }

    internal int Index { get; set; }

    internal bool Takes(KeywordType type) => KeywordType is null || type == Gherkin.KeywordType.Unknown || KeywordType == type;

    /// <summary>Why the method cannot take what the expression gives, or null.</summary>
    internal string? SignatureProblem()
    {
        var expected = Pattern.ArgumentCount;
        if (_binders.Length == expected)
            return null;
        var block = _binders.Length == expected + 1 && (_binders[^1].TakesTable || _binders[^1].TakesDocString);
        return block
            ? null
            : $"The expression \"{Expression}\" gives {expected} argument(s), the method takes {_binders.Length}; "
              + "a table or doc string comes last, as a DataTable, string or DocString.";
    }

    /// <summary>What it takes from a text; null where the text is not for it.</summary>
    internal TextMatch? Match(string text)
    {
        try
        {
            return Pattern.Match(text) is { } arguments ? new TextMatch(this, arguments) : null;
        }
        catch (CucumberExpressionException e)
        {
            // Whether the text is for it nobody knows, so the step fails and says why.
            return new TextMatch(this, e.Message);
        }
    }

    internal BoundArgument[] Bind(IReadOnlyList<Argument> arguments)
    {
        if (arguments.Count == 0)
            return [];
        var bound = new BoundArgument[arguments.Count];
        for (var i = 0; i < bound.Length; i++)
        {
            var type = arguments[i].ParameterType;
            bound[i] = _binders[i].Bind(arguments[i], type is null or { BuiltIn: true } ? null : _named.GetValueOrDefault(type.Name));
        }

        return bound;
    }

    /// <summary>Adds the table or doc string of a step to the arguments from its text.</summary>
    /// <exception cref="FormatException">Step and method do not agree; the message tells where.</exception>
    internal BoundArgument[] BindBlock(BoundArgument[] arguments, Wire.PickleStepArgument? block)
    {
        var last = _binders.Length > arguments.Length ? _binders[^1] : null;
        if (block is null && last is null)
            return arguments;
        if (block is null)
            throw new FormatException($"{Bound} takes a {(last!.TakesTable ? "table" : "doc string")} under the step, and there is none.");
        var found = block.DataTable is null ? "doc string" : "table";
        if (last is null)
            throw new FormatException($"{Bound} takes no {found}, and there is one under the step.");
        if (block.DataTable is { } table)
        {
            return last.TakesTable
                ? [.. arguments, last.Bind(DataTable.From(table))]
                : throw new FormatException($"{Bound} takes a doc string, not a table.");
        }

        return last.TakesDocString
            ? [.. arguments, last.Bind(new DocString(block.DocString.Content, block.DocString.MediaType))]
            : throw new FormatException($"{Bound} takes a table, not a doc string.");
    }
}
