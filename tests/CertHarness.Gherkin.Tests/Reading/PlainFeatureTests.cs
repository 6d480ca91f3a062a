using System.Runtime.CompilerServices;
using System.Text.Json;
using CertHarness.Gherkin.Messages;
using CertHarness.Gherkin.Reading;
using CertHarness.Gherkin.Tests.Compatibility;
using CsCheck;
using Gherkin;
using Gherkin.CucumberMessages;

namespace CertHarness.Gherkin.Tests.Reading;

/// <summary>What is read without the Gherkin package is what the package reads.</summary>
public sealed class PlainFeatureTests
{
    private static readonly string[] Pieces =
    [
        "Feature: F", "  Feature:Two\t", "Ability: A", "Business Need: B", "Rule: R", "Background:", "  Background: b ", "Scenario: S", "  Example:  E",
        "Scenario Outline: O <a> <b>", "Scenario Template:", "Examples:", "  Scenarios: x", "Scenario without colon", "Given g", "    When w <a>",
        "Then t", "And a <b> and <a>", "But b", "* any", "Given", "Giventhis", "*", "@a", "  @a @b\t@c ", "@a@b", "@", "@a b", "@a #c", "# comment",
        "  # another", "# language: en", "#language : de", "", "", "   ", "\t", "\u00a0", "some text ", "  - text", "| a | b |", "| a | b |", "|a|b|",
        "  | 1 | <a> |", "|  |\u00a0x\t| rest", "| one |", "||", "|", "| a\\|b | c |", "| a", "\"\"\"", "\"\"\"", "  \"\"\"json <a>", "```", "```", "    ``` x",
        "\\\"\\\"\\\"", "  \"quoted\"", "é ü 💡", "* 💡 <a>",
    ];

    private static readonly Gen<string> Line = Gen.Frequency(
        (9, OneOf(Pieces)),
        (1, OneOf([.. " @#|*\"`:<a>\\\t\u00a0\u2003\r".Select(c => c.ToString())]).Array[0, 6].Select(string.Concat)));

    private static readonly Gen<string> Body =
        Gen.Select(Line.Array[0, 14], OneOf("\n", "\n", "\n", "\r\n", "\r"), (l, e) => string.Join(e, l));

    /// <summary>Most are nonsense, so that some begin as they should.</summary>
    private static readonly Gen<string> Texts = Gen.Select(
        OneOf("", "Feature: F\n", "@t\nFeature: F\n  D\n\n  d\nBackground:\n  Given b\n  And c\nScenario Outline: S <a>\n  And g <a>\n", "Feature: F\nRule: R\nScenario: S\nGiven g\n"),
        Body,
        (start, body) => start + body);

    [Fact]
    public void Any_text_is_read_alike() => Texts.Sample(AssertSame, iter: 30_000);

    [Fact]
    public void The_features_of_this_project_are_read_alike_and_most_of_the_english_ones_are_plain()
    {
        var texts = OwnFeatures();
        Assert.All(texts, AssertSame);
        var english = texts.Where(t => !t.Contains("language:", StringComparison.Ordinal)).ToList();
        Assert.InRange(english.Count(t => PlainLines.Of(t) is not null), english.Count * 9 / 10, english.Count);
    }

    [Fact]
    public void Features_of_this_project_with_lines_lost_doubled_and_exchanged_are_read_alike()
    {
        var lines = OwnFeatures().Select(t => t.Split('\n')).ToArray();
        Gen.Select(OneOf(lines), Gen.Int[0, 10_000], Gen.Int[0, 10_000], Gen.Int[0, 3], Line).Sample(
            (file, first, second, change, line) =>
            {
                var (a, b) = (first % file.Length, second % file.Length);
                var text = file.ToList();
                switch (change)
                {
                    case 0:
                        text.RemoveAt(a);
                        break;
                    case 1:
                        text.Insert(a, text[b]);
                        break;
                    case 2:
                        (text[a], text[b]) = (text[b], text[a]);
                        break;
                    default:
                        text.Insert(a, line);
                        break;
                }

                AssertSame(string.Join('\n', text));
            },
            iter: 3_000);
    }

    [Fact]
    public void The_features_of_the_compatibility_kit_are_read_alike()
    {
        Assert.SkipWhen(CompatibilityKit.Root is null, CompatibilityKit.Missing);
        var texts = Directory.EnumerateFiles(CompatibilityKit.Root!, "*.feature", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.All(texts, AssertSame);
        Assert.Contains(texts, t => PlainLines.Of(t) is not null);
    }

    [Fact]
    public void The_keywords_are_those_of_the_package()
    {
        var dialect = new GherkinDialectProvider().DefaultDialect;
        Assert.Equal(
            [.. Titles(LineKind.Feature, dialect.FeatureKeywords), .. Titles(LineKind.Rule, dialect.RuleKeywords),
             .. Titles(LineKind.Background, dialect.BackgroundKeywords), .. Titles(LineKind.Scenario, dialect.ScenarioKeywords),
             .. Titles(LineKind.Scenario, dialect.ScenarioOutlineKeywords), .. Titles(LineKind.Examples, dialect.ExamplesKeywords)],
            EnglishKeywords.Titles);
        Assert.Equal(dialect.StepKeywords.Order(StringComparer.Ordinal), EnglishKeywords.Steps.Order(StringComparer.Ordinal));
        Assert.All(EnglishKeywords.Steps, k => Assert.Equal(dialect.GetStepKeywordType(k).ToString(), EnglishKeywords.TypeOf(k).ToString(), ignoreCase: true));
    }

    private static IEnumerable<(string, LineKind)> Titles(LineKind kind, string[] keywords) => keywords.Select(k => (k, kind));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void AssertSame(string text)
    {
        var suite = FeatureSuite.Parse([new FeatureSource("f.feature", text)]);
        if (Reference(text) is not { } expected)
        {
            Assert.NotEmpty(suite.Errors);
            return;
        }

        Assert.Empty(suite.Errors);
        Assert.Equal(expected, Written(suite.Features[0].Document, suite.Scenarios.Select(s => s.Pickle), suite.NextId));
        Assert.All(suite.Scenarios, s => Assert.Equal(s.Pickle.Steps, s.Steps.Select(step => step.PickleStep)));
    }

    private static string? Reference(string text)
    {
        try
        {
            var ids = new IncrementingIds(0);
            var tree = new Parser { StopAtFirstError = false }.Parse(new StringReader(text));
            var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(tree, "f.feature");
            var pickles = new global::Gherkin.CucumberMessages.Pickles.PickleCompiler(ids).Compile(document);
            return Written(document, pickles, ids.Next);
        }
        catch (ParserException)
        {
            return null;
        }
    }

    private static string Written(Wire.GherkinDocument document, IEnumerable<Wire.Pickle> pickles, long nextId) =>
        string.Join('\n', [JsonSerializer.Serialize(document, MessageJson.Options), .. pickles.Select(p => JsonSerializer.Serialize(p, MessageJson.Options)), nextId.ToString()]);

    private static List<string> OwnFeatures([CallerFilePath] string here = "")
    {
        var root = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..");
        return [.. Directory.EnumerateFiles(Path.Combine(root, "features"), "*.feature", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
    }
}
