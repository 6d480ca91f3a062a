using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Tests;

public sealed class SpellingTests
{
    [Fact]
    public void Words_are_in_lower_case_with_hyphens()
    {
        Assert.Equal(["first-party", "second-party", "third-party"], Spelling.All<Assessment>());
        Assert.Equal("data-integrity", Spelling.Of(Criterion.DataIntegrity));
    }

    [Fact]
    public void Every_word_reads_back() =>
        Assert.All(Enum.GetValues<Criterion>(), c => Assert.True(Spelling.TryParse<Criterion>(Spelling.Of(c), out var again) && again == c));

    [Theory]
    [InlineData("DataIntegrity")]
    [InlineData("Data-Integrity")]
    [InlineData("6")]
    [InlineData("")]
    public void Nothing_else_is_read(string text) => Assert.False(Spelling.TryParse<Criterion>(text, out _));
}
