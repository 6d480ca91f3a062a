using System.Globalization;
using System.Numerics;

namespace CertHarness.Gherkin.Expressions;

/// <summary>The parameter types that expressions may name. Numbers are always read invariantly, whatever the feature's language.</summary>
public sealed class ParameterTypeRegistry
{
    private const string FloatRegex = @"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?";
    private const string StringRegex = @"""([^""\\]*(\\.[^""\\]*)*)""|'([^'\\]*(\\.[^'\\]*)*)'";
    private static readonly string[] IntRegexes = [@"-?\d+", @"\d+"];
    private readonly Dictionary<string, ParameterType> _types = [];

    /// <summary>Creates a registry that has the built-in types.</summary>
    public ParameterTypeRegistry()
    {
        var invariant = CultureInfo.InvariantCulture;
        BuiltIn("int", IntRegexes, s => int.Parse(s, NumberStyles.Integer, invariant), useForSnippets: true, preferred: true);
        BuiltIn("float", [FloatRegex], s => float.Parse(s, NumberStyles.Float, invariant), useForSnippets: true);
        BuiltIn("word", [@"[^\s]+"], s => s);
        Add(new ParameterType("string", [StringRegex], typeof(string), Unquote) { BuiltIn = true });
        BuiltIn("", [".*"], s => s, preferred: true);
        BuiltIn("double", [FloatRegex], s => double.Parse(s, NumberStyles.Float, invariant));
        BuiltIn("bigdecimal", [FloatRegex], BigDecimal.Parse);
        BuiltIn("byte", IntRegexes, s => byte.Parse(s, NumberStyles.Integer, invariant));
        BuiltIn("short", IntRegexes, s => short.Parse(s, NumberStyles.Integer, invariant));
        BuiltIn("long", IntRegexes, s => long.Parse(s, NumberStyles.Integer, invariant));
        BuiltIn("biginteger", IntRegexes, s => BigInteger.Parse(s, NumberStyles.Integer, invariant));
    }

    /// <summary>All types, in the order of their registration.</summary>
    public IEnumerable<ParameterType> Types => _types.Values;

    /// <summary>Registers a type.</summary>
    /// <param name="type">The type.</param>
    /// <exception cref="CucumberExpressionException">The name is taken.</exception>
    public void Add(ParameterType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!_types.TryAdd(type.Name, type))
        {
            throw new CucumberExpressionException(type.Name.Length == 0
                ? "The anonymous parameter type has already been defined"
                : $"There is already a parameter type with name {type.Name}");
        }
    }

    /// <summary>The type of a name, or null.</summary>
    /// <param name="name">The name, without braces.</param>
    public ParameterType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>The type that a capture group of a regular expression stands for, or null where none or none for sure has it.</summary>
    internal ParameterType? FindByRegex(string regex)
    {
        var candidates = _types.Values.Where(t => t.Name.Length > 0 && t.Regexes.Contains(regex)).ToList();
        return candidates.Count == 1 ? candidates[0] : candidates.FirstOrDefault(t => t.PreferForRegexMatch);
    }

    private static string Unquote(string?[] groups) =>
        (groups[0] ?? groups[1] ?? "").Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\'", "'", StringComparison.Ordinal);

    private void BuiltIn<T>(
        string name, IReadOnlyList<string> regexes, Func<string, T> parse, bool useForSnippets = false, bool preferred = false) =>
        Add(new ParameterType(name, regexes, typeof(T), g => g[0] is { } text ? parse(text) : null, useForSnippets, preferred)
        {
            BuiltIn = true,
        });
}
