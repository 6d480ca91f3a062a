using CertHarness.Reporting.Html;

namespace CertHarness.Reporting.Tests.Html;

public sealed class FormatsTests
{
    private readonly Formats english = new("en");
    private readonly Formats german = new("de");

    [Fact]
    public void An_instant_is_written_in_universal_time_and_in_the_languages_manner()
    {
        var instant = new DateTimeOffset(2026, 11, 24, 0, 5, 2, TimeSpan.FromHours(1));

        Assert.Equal("23 November 2026, 23:05:02 UTC", english.Instant(instant));
        Assert.Equal("23.11.2026, 23:05:02 UTC", german.Instant(instant));
    }

    [Theory]
    [InlineData(0, "0 ms", "0 ms")]
    [InlineData(0.2, "< 1 ms", "< 1 ms")]
    [InlineData(12.4, "12 ms", "12 ms")]
    [InlineData(999.4, "999 ms", "999 ms")]
    [InlineData(999.7, "1.0 s", "1,0 s")]
    [InlineData(1_500, "1.5 s", "1,5 s")]
    [InlineData(59_970, "1 min 0 s", "1 min 0 s")]
    [InlineData(125_000, "2 min 5 s", "2 min 5 s")]
    [InlineData(3_720_000, "1 h 2 min", "1 h 2 min")]
    [InlineData(180_000_000, "50 h 0 min", "50 h 0 min")]
    public void A_duration_is_written_in_the_unit_that_fits(double milliseconds, string inEnglish, string inGerman)
    {
        Assert.Equal(inEnglish, english.Duration(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(inGerman, german.Duration(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public void Thousands_are_grouped()
    {
        Assert.Equal("1,234,567", english.Number(1234567));
        Assert.Equal("1.234.567", german.Number(1234567));
    }
}
