using CertHarness.Gherkin.Expressions;
using CsCheck;

namespace CertHarness.Gherkin.Tests.Expressions;

public sealed class ExpressionScanTests
{
    private static readonly string[] Pieces = ["lamp", " ", "1", "-2", "\"a b\"", "'c'", "\"", "'", "\\\"", "\n", "٣", "s", "{int}", "{word}", "{string}", "\u00a0"];
    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 6].Select(string.Concat);

    [Fact]
    public void Scanning_an_expression_gives_what_its_regular_expression_gives() => Gen.Select(Texts, Texts).Sample((source, text) =>
    {
        if (!IsExpression(source, out var expression))
            return;
        // A regular expression's own step definition is matched by the regular expression engine alone.
        var engine = new GroupTree(expression.Regex).Match(text);
        var scanned = expression.Match(text);
        Assert.Equal(Written(engine), Written(scanned?.Select(a => a.Group).ToList()));
    }, iter: 50_000);

    [Theory]
    [InlineData("{int} lamps", "-3 lamps", "-3")]
    [InlineData("a lamp named {string}", "a lamp named 'x'", "'x'")]
    [InlineData("{word} shines", "Lamp7 shines", "Lamp7")]
    public void Parameters_are_found(string expression, string text, string argument) =>
        Assert.Equal(argument, Assert.Single(new CucumberExpression(expression, new ParameterTypeRegistry()).Match(text)!).Group.Value);

    [Theory]
    [InlineData("{int}1", "21")]
    [InlineData("{word}s", "lamps")]
    public void Where_a_parameter_could_end_in_several_places_the_regular_expression_decides(string expression, string text) =>
        Assert.NotNull(new CucumberExpression(expression, new ParameterTypeRegistry()).Match(text));

    private static bool IsExpression(string source, out CucumberExpression expression)
    {
        try
        {
            expression = new CucumberExpression(source, new ParameterTypeRegistry());
            return true;
        }
        catch (CucumberExpressionException)
        {
            expression = null!;
            return false;
        }
    }

    private static string Written(IReadOnlyList<MatchedGroup>? groups) =>
        groups is null ? "none" : string.Join(',', groups.Select(g => $"({g.Value ?? "null"}@{g.Start}{Written(g.Children)})"));
}
