using System.Globalization;
using CertHarness.Model.Measuring;
using CsCheck;

namespace CertHarness.Model.Tests.Measuring;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(412, "412")]
    [InlineData(411.98765, "412")]
    [InlineData(41.98765, "41.99")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.01234567, "0.01235")]
    [InlineData(12345.678, "12346")]
    [InlineData(1234567890123, "1234567890123")]
    [InlineData(1.5e-20, "1.5E-20")]
    public void A_number_has_as_many_digits_as_it_bears(double value, string text) => Assert.Equal(text, Quantity.Text(value));

    [Fact]
    public void A_unit_follows_the_number() => Assert.Equal("0.5 %", Quantity.Text(0.5, "%"));

    [Fact]
    public void Rounding_never_hides_that_a_number_differs_from_the_one_beside_it() =>
        Gen.Select(Gen.Int[-2000, 2000], Gen.Double[-1e-3, 1e-3]).Sample((bound, more) =>
        {
            var value = bound + more;
            return value == bound || double.Parse(Quantity.Text(value, beside: bound), CultureInfo.InvariantCulture) != bound;
        });
}
