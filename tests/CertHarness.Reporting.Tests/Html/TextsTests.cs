using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.Html;

namespace CertHarness.Reporting.Tests.Html;

public sealed class TextsTests
{
    private static readonly PropertyInfo[] Plain =
        [.. typeof(Texts).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(string))];

    // The same word in both languages, or no word.
    private static readonly string[] Alike = ["Version", "Phase"];

    [Fact]
    public void Both_languages_say_everything_each_in_its_own_words()
    {
        Assert.True(Plain.Length > 60);
        Assert.All(Plain, p =>
        {
            var (english, german) = ((string)p.GetValue(Texts.In("en"))!, (string)p.GetValue(Texts.In("de"))!);
            Assert.False(string.IsNullOrWhiteSpace(english), p.Name);
            Assert.False(string.IsNullOrWhiteSpace(german), p.Name);
            Assert.True(english != german || Alike.Contains(p.Name), $"{p.Name} is '{german}' in both languages");
        });
    }

    [Fact]
    public void Both_languages_fill_in_the_same_values() =>
        Assert.All(Plain, p => Assert.Equal(Braces((string)p.GetValue(Texts.In("en"))!), Braces((string)p.GetValue(Texts.In("de"))!)));

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_value_of_the_model_has_a_word(string language)
    {
        var texts = Texts.In(language);

        Complete(texts.Verdicts);
        Complete(texts.VerdictSentences);
        Complete(texts.Levels);
        Complete(texts.Assessments);
        Complete(texts.CriteriaNames);
        Complete(texts.PhaseNames);
        Complete(texts.Obligations);
        Complete(texts.Declarations);
        Assert.Equal(7, texts.StepStatuses.Count);
    }

    private static void Complete<T>(IReadOnlyDictionary<T, string> words) where T : struct, Enum =>
        Assert.All(Enum.GetValues<T>(), value => Assert.False(string.IsNullOrWhiteSpace(words[value])));

    private static string[] Braces(string text) => [.. Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct().Order()];
}
