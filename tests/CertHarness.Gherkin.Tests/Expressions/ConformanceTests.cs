using System.Collections;
using System.Globalization;
using System.Numerics;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Tests.Expressions;

public sealed class ConformanceTests
{
    private const string Parser = "cucumber-expression/parser";
    private const string Tokenizer = "cucumber-expression/tokenizer";
    private const string Matching = "cucumber-expression/matching";
    private const string Transformation = "cucumber-expression/transformation";
    private const string RegexMatching = "regular-expression/matching";

    public static TheoryData<string> ParserFiles => ExpressionCases.Files(Parser);

    public static TheoryData<string> TokenizerFiles => ExpressionCases.Files(Tokenizer);

    public static TheoryData<string> MatchingFiles => ExpressionCases.Files(Matching);

    public static TheoryData<string> TransformationFiles => ExpressionCases.Files(Transformation);

    public static TheoryData<string> RegexMatchingFiles => ExpressionCases.Files(RegexMatching);

    [Theory]
    [MemberData(nameof(TokenizerFiles))]
    public void Expressions_are_cut_into_the_expected_tokens(string file)
    {
        var expected = ExpressionCases.Load(Tokenizer, file);
        if (Fails(expected, () => ExpressionTokenizer.Tokenize(expected.Expression)))
            return;
        var tokens = ((IList)expected["expected_tokens"]!).Cast<IDictionary>()
            .Select(t => $"{Words((string)t["type"]!)} {t["start"]}-{t["end"]} '{t["text"]}'");
        Assert.Equal(tokens, ExpressionTokenizer.Tokenize(expected.Expression).Select(t => $"{t.Type} {t.Start}-{t.End} '{t.Text}'"));
    }

    [Theory]
    [MemberData(nameof(ParserFiles))]
    public void Expressions_have_the_expected_syntax_tree(string file)
    {
        var expected = ExpressionCases.Load(Parser, file);
        if (Fails(expected, () => ExpressionParser.Parse(expected.Expression)))
            return;
        Assert.Equal(Draw((IDictionary)expected["expected_ast"]!), Draw(ExpressionParser.Parse(expected.Expression)));
    }

    [Theory]
    [MemberData(nameof(TransformationFiles))]
    public void Expressions_become_the_expected_regular_expression(string file)
    {
        var expected = ExpressionCases.Load(Transformation, file);
        Assert.Equal(expected["expected_regex"], new CucumberExpression(expected.Expression, new ParameterTypeRegistry()).Regex);
    }

    [Theory]
    [MemberData(nameof(MatchingFiles))]
    public void Expressions_match_with_the_expected_arguments(string file)
    {
        var expected = ExpressionCases.Load(Matching, file);
        if (Fails(expected, () => new CucumberExpression(expected.Expression, new ParameterTypeRegistry())))
            return;
        AssertArguments(expected, new CucumberExpression(expected.Expression, new ParameterTypeRegistry()));
    }

    [Theory]
    [MemberData(nameof(RegexMatchingFiles))]
    public void Regular_expressions_match_with_the_expected_arguments(string file)
    {
        var expected = ExpressionCases.Load(RegexMatching, file);
        AssertArguments(expected, new RegularExpression(expected.Expression, new ParameterTypeRegistry()));
    }

    private static bool Fails(ExpressionCase expected, Func<object> act)
    {
        if (expected.Exception is null)
            return false;
        Assert.Equal(expected.Exception, Assert.ThrowsAny<CucumberExpressionException>(act).Message);
        return true;
    }

    private static void AssertArguments(ExpressionCase expected, IExpression expression)
    {
        var actual = expression.Match(expected.Text!)?.Select(a => a.Value).ToList();
        var wanted = ((IList?)expected["expected_args"])?.Cast<string?>().ToList();
        Assert.Equal(wanted?.Zip(actual ?? [], As), actual);
    }

    /// <summary>The data writes numbers as text; a value is compared as what it is.</summary>
    private static object? As(string? wanted, object? actual) => actual switch
    {
        BigDecimal => BigDecimal.Parse(wanted!),
        BigInteger => BigInteger.Parse(wanted!, CultureInfo.InvariantCulture),
        IConvertible and not string => Convert.ChangeType(wanted, actual.GetType(), CultureInfo.InvariantCulture),
        _ => wanted,
    };

    private static string Words(string type) => string.Concat(type.Split('_').Select(w => w[..1] + w[1..].ToLowerInvariant()));

    private static string Draw(IDictionary node) => node.Contains("token")
        ? $"{Words((string)node["type"]!)[..^4]} {node["start"]}-{node["end"]} '{node["token"]}'"
        : $"{Words((string)node["type"]!)[..^4]} {node["start"]}-{node["end"]} [{string.Join(", ", ((IList)node["nodes"]!).Cast<IDictionary>().Select(Draw))}]";

    private static string Draw(Node node) => node.Text is not null
        ? $"{node.Type} {node.Start}-{node.End} '{node.Text}'"
        : $"{node.Type} {node.Start}-{node.End} [{string.Join(", ", node.Nodes.Select(Draw))}]";
}
