using CertHarness.Model.Configuration;
using CsCheck;

namespace CertHarness.Model.Tests.Configuration;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("titel", "title")]
    [InlineData("Title", "title")]
    [InlineData("ttle", "title")]
    [InlineData("banana", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_suggested_if_it_is_near(string word, string? expected) =>
        Assert.Equal(expected, Suggestion.For(word, ["clause", "title", "id"]));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equal_words()
    {
        var word = Gen.String[Gen.Char['a', 'c'], 0, 8];
        Gen.Select(word, word).Sample((a, b) =>
            Suggestion.Distance(a, b) == Suggestion.Distance(b, a) && Suggestion.Distance(a, b) == 0 == (a == b));
    }
}
