using CsCheck;

namespace CertHarness.Gherkin.Tests.BadInput;

public sealed class MalformedFeatureTests
{
    private static readonly FeatureSource Good = new("good.feature", "Feature: G\n  Scenario: S\n    Given fine\n");

    [Theory]
    [InlineData("no feature at all\n", 1, "got 'no feature at all'")]
    [InlineData("Scenario: S\n  Given x\n", 1, "expected: ")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n    Gegeben sei y\n", 4, "got 'Gegeben sei y'")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\nFeature: G\n", 4, "got 'Feature: G'")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n  Background:\n    Given y\n", 4, "got 'Background:'")]
    [InlineData("Feature: F\n  Background:\n    Given y\n  Background:\n    Given y\n", 4, "got 'Background:'")]
    [InlineData("Feature: F\n  Background:\n    Given y\n    Examples:\n", 4, "got 'Examples:'")]
    [InlineData("Feature: F\n  Rule: R\n    Rule\n    Scenario: S\n      Given x\n      Rule Q\n", 6, "got 'Rule Q'")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n      | a | b |\n      | 1 |\n", 5, "inconsistent cell count within the table")]
    [InlineData("Feature: F\n  Scenario Outline: S\n    Given <a>\n    Examples:\n      | a |\n      | 1 | 2 |\n", 6, "inconsistent cell count within the table")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n      \"\"\"\n      no end\n", 0, "unexpected end of file")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n  @lonely\n", 0, "unexpected end of file")]
    [InlineData("@a b\nFeature: F\n", 1, "A tag may not contain whitespace")]
    [InlineData("# language: klingon\nFeature: F\n", 1, "Language not supported: klingon")]
    [InlineData("Feature: F\n  Scenario: S\n    Given x\n  @t\n  loose text\n", 5, "got 'loose text'")]
    [InlineData("PK\u0003\u0004\0\0\ufffd", 1, "expected: ")]
    public void The_error_tells_the_line_and_what_was_expected_and_other_files_are_read(string text, int line, string message)
    {
        var suite = FeatureSuite.Parse([new FeatureSource("bad.feature", text), Good]);
        var error = suite.Errors[0];
        Assert.Equal("bad.feature", error.Uri);
        if (line > 0)
            Assert.Equal(line, error.Line);
        else
            Assert.True(error.Line > 0, "An error at the end of the file tells its line.");
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(["G"], suite.Features.Select(f => f.Name));
        Assert.Single(suite.Scenarios);
    }

    [Fact]
    public void All_errors_of_a_file_are_told_at_once()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("bad.feature", "Feature: F\n  Scenario: S\n    Given x\n    Oops\n    And y\n    Ouch\n    Outsch\n")]);
        Assert.Equal([4, 6, 7], suite.Errors.Select(e => e.Line));
    }

    [Fact]
    public void A_file_of_nothing_but_errors_ends_and_tells_the_first_ones()
    {
        var suite = FeatureSuite.Parse([new FeatureSource("bad.feature", "Feature: F\n  Scenario: S\n    Given x\n" + string.Concat(Enumerable.Repeat("    Oops\n", 10_000))), Good]);
        Assert.InRange(suite.Errors.Count, 10, 10_000);
        Assert.Equal(4, suite.Errors[0].Line);
        Assert.Single(suite.Scenarios);
    }

    [Theory]
    [InlineData("\ufeffFeature: F\r\n  Scenario: S\r\n    Given x\r\n")]
    [InlineData("Feature: F\n\tScenario: S\n\t\tGiven x")]
    [InlineData("Feature: F\n  Scenario: S\n    Given \ud800 half a character\n")]
    public void What_editors_leave_behind_is_no_error(string text)
    {
        var suite = FeatureSuite.Parse([new FeatureSource("odd.feature", text)]);
        Assert.Empty(suite.Errors);
        Assert.Single(Assert.Single(suite.Scenarios).Steps);
    }

    [Fact]
    public void Any_text_is_a_feature_or_an_error_with_a_place()
    {
        string[] lines =
        [
            "Feature: F", "Funktionalität: F", "# language: de", "# language: qq", "Rule: R", "Background:", "Scenario: S", "Scenario Outline: S <a>",
            "Given x", "* <a>", "And", "Examples:", "| a |", "| a | b |", "|", "| \\", "\"\"\"", "```json", "@a", "@a @b#c", "@", "@a b", "# note", "", "text", "\0", "Feature",
        ];
        var file = Gen.Int[0, lines.Length - 1].Select(i => lines[i]).Array[0, 12].Select(l => string.Join('\n', l));
        file.Sample(text =>
        {
            var suite = FeatureSuite.Parse([new FeatureSource("any.feature", text), Good]);
            Assert.Contains(suite.Features, f => f.Name == "G");
            Assert.True(suite.Features.Count == 2 || suite.Errors.Count > 0, "The file is neither a feature nor an error.");
            Assert.All(suite.Errors, e => Assert.InRange(e.Line, 1, text.Split('\n').Length + 1));
        }, iter: 2_000);
    }
}
