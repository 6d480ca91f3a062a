using CsCheck;

namespace CertHarness.Model.Tests.Configuration;

public sealed class BrokenYamlTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "c.yaml:1:1: found an empty file, expected a mapping" },
        { "# only a comment\n", "c.yaml:1:1: found an empty file, expected a mapping" },
        { "---\n...\n", "c.yaml:1:1: found an empty file, expected a mapping" },
        { "- a\n- b\n", "c.yaml:1:1: found a list, expected a catalogue, a mapping with standard, name, publisher, link, requirements" },
        { "name: [a\n", "c.yaml:2:1: found broken YAML" },
        { "a: b: c\n", "found broken YAML" },
        { "name: x\n\tlink: y\n", "expected spaces for indentation, no tabs" },
        { "name: &x a\nlink: *x\n", "c.yaml:1:7: found the anchor '&x', expected a file without anchors and aliases" },
        { "name: &x a\nlink: *x\n", "c.yaml:2:7: found the alias '*x', expected a file without anchors and aliases" },
        { "name: !!binary a\n", "c.yaml:1:7: found the tag" },
        { "name: a\nname: b\nlink: c\nlink: d\n", "c.yaml:2:1: found the key 'name' again, expected each key once; the first is in line 1" },
        { "name: a\nname: b\nlink: c\nlink: d\n", "c.yaml:4:1: found the key 'link' again, expected each key once; the first is in line 3" },
        { "name: a\n---\nname: b\n", "c.yaml:2:1: found a second document, expected one document in a file" },
        { "? [a, b]\n: c\n", "c.yaml:1:3: found a list as a key, expected a text" },
        { new string('[', 5_000), "found too deep a nesting, expected at most 32 levels" },
        { string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n")), "found too deep a nesting" },
        { new string('a', 10_000_000), "c.yaml:1:1: found a file of 10000000 characters, expected at most 1048576 characters" },
        { "name: \"\\U00110000\"\n", "found broken YAML" },
        { "a: \"\\uD800\"\n", "found" },
        { "%YAML 9.9\n---\na: b\n", "found broken YAML" },
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Is_a_diagnostic_with_its_place(string text, string expected)
    {
        var (catalogue, errors) = Reading.Catalogue(text);

        Assert.Null(catalogue);
        Assert.Contains(errors, e => e.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Never_makes_an_exception()
    {
        var pieces = Gen.OneOf(
            "a", ":", ": ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", "&x ", "*x", "!t ", "|", ">", "|2-\n", "'",
            "\"", "\\", "\\x4", "\\U0011", "#", " #",
            "\t", "%YAML 1.2\n", "%TAG ! x\n", "---", "...", "? ", "@", "`", "\0",
            "\uFEFF", "\uD800", "😀", "\r", "\u0085", "<<: ", "title: ", "id: MQTT5-1");
        pieces.Array[0, 40].Sample(texts =>
        {
            var text = string.Concat(texts);
            var (catalogue, errors) = Reading.Catalogue(text);
            Assert.Null(catalogue);
            Assert.NotEmpty(errors);
            Reading.Campaign(text);
        }, iter: 20_000);
    }

    [Fact]
    public void A_damaged_file_never_makes_an_exception()
    {
        Gen.Select(Gen.Int[0, Samples.Campaign.Length - 1], Gen.Int[0, 20], Gen.String[Gen.OneOf([.. "[]{}:-,&*!|>'\"\\#\t\n @"]), 0, 3]).Sample(
            (at, length, inserted) =>
            {
                var text = Samples.Campaign.Remove(at, Math.Min(length, Samples.Campaign.Length - at)).Insert(at, inserted);
                var (campaign, errors) = Reading.Campaign(text);
                Assert.Equal(campaign is null, errors.Length > 0);
            },
            iter: 5_000);
    }
}
