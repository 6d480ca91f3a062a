using System.Xml;
using CsCheck;

namespace CertHarness.Reporting.Tests;

public sealed class PrintableTests
{
    [Fact]
    public void Any_text_becomes_one_that_every_format_can_carry() =>
        Gen.Char.Array.Select(chars => new string(chars)).Sample(text =>
            Printable.Of(text).All(c => !char.IsControl(c) || c is '\n' or '\t') && XmlConvert.VerifyXmlChars(Printable.Of(text)) is not null);

    [Fact]
    public void Plain_text_stays_as_it_is() =>
        Assert.Equal("Größe: 5 €\n\t😀", Printable.Of("Größe: 5 €\n\t😀"));

    [Theory]
    [InlineData("a\0b", @"a\u0000b")]
    [InlineData("a\rb", @"a\u000db")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("\u202Ecod.exe", @"\u202ecod.exe")]
    public void What_cannot_be_seen_is_spelled_out(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void A_long_text_is_cut_with_a_note_and_never_inside_a_character()
    {
        Assert.Equal("abc … [cut; 6 characters in all]", Printable.Cut("abcdef", 3));
        Assert.Equal("ab … [cut; 5 characters in all]", Printable.Cut("ab😀c", 3));
        Assert.Equal("abc", Printable.Cut("abc", 3));
    }
}
