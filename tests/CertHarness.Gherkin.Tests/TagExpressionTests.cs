namespace CertHarness.Gherkin.Tests;

public sealed class TagExpressionTests
{
    [Theory]
    [InlineData("", "@x", true)]
    [InlineData("@a", "@a", true)]
    [InlineData("a", "@a", true)]
    [InlineData("@a", "@b", false)]
    [InlineData("not @a", "@b", true)]
    [InlineData("not not @a", "@a", true)]
    [InlineData("@a and @b", "@a", false)]
    [InlineData("@a or @b and @c", "@a", true)]
    [InlineData("(@a or @b) and @c", "@a", false)]
    [InlineData("( @a or @b ) and not(@c)", "@b", true)]
    [InlineData(@"@a\(1\)", "@a(1)", true)]
    [InlineData(@"@a\ b", "@a b", true)]
    [InlineData(@"@a\\b", @"@a\b", true)]
    public void An_expression_holds_or_not(string expression, string tag, bool holds) =>
        Assert.Equal(holds, TagExpression.Parse(expression).Matches([tag]));

    [Theory]
    [InlineData("@a and", "Expected operand.")]
    [InlineData("@a @b", "Expected operator.")]
    [InlineData("or", "Expected operand.")]
    [InlineData("( @a", "Unmatched (.")]
    [InlineData("@a )", "Unmatched ).")]
    [InlineData("()", "Expected operand.")]
    [InlineData(@"@a\b", "Illegal escape before \"b\".")]
    public void A_bad_expression_is_refused_with_the_reason(string expression, string reason)
    {
        var error = Assert.Throws<TagExpressionException>(() => TagExpression.Parse(expression));
        Assert.Equal($"Tag expression \"{expression}\" could not be parsed because of syntax error: {reason}", error.Message);
    }

    [Theory]
    [InlineData("a or b and c", "( a or ( b and c ) )")]
    [InlineData("not (a or b)", "not ( a or b )")]
    [InlineData("not a", "not ( a )")]
    [InlineData(@"a\ b", @"a\ b")]
    public void An_expression_can_be_written_out_and_read_again(string expression, string written)
    {
        Assert.Equal(written, TagExpression.Parse(expression).ToString());
        Assert.Equal(written, TagExpression.Parse(written).ToString());
    }
}
