using System.Globalization;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Gherkin.Tests.Execution;

/// <summary>A number in a step means the same in every language of keywords and in every culture of the machine.</summary>
public sealed class NumberTests
{
    private static readonly (string Language, string Feature, string Scenario, string Given)[] Languages =
    [
        ("en", "Feature", "Scenario", "Given"), ("de", "Funktionalität", "Szenario", "Angenommen"), ("fr", "Fonctionnalité", "Scénario", "Soit"),
        ("tr", "Özellik", "Senaryo", "Diyelim ki"), ("ar", "خاصية", "سيناريو", "بفرض"),
    ];

    /// <summary>Languages, each with separators and signs as in Germany, France, Sweden, and with ones that nobody has.</summary>
    public static TheoryData<string, string, string, string> Cultures()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var (language, _, _, _) in Languages)
        {
            data.Add(language, ",", ".", "-");
            data.Add(language, ",", "\u202f", "\u2212");
            data.Add(language, "e", "1", "+");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task Numbers_are_read_invariantly(string language, string point, string group, string minus)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group, NegativeSign = minus };
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            var run = Fixture(language, "the numbers -2, -1.5, 0.25, 1234.5, 12345678901 and 3.5 kWh", "the table", "  | -1.5 |");
            var summary = await run.RunAsync();

            Assert.True(summary.Success, string.Join('\n', run.Exceptions.Select(e => e.StackTrace)));
            Assert.Equal(["-2 -1.5 0.25 1234.5 12345678901 3.5", "-1.5"], run.Trace.Lines);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("the numbers 1, 1,5, 1, 1, 1 and 1 kWh")]
    [InlineData("the count 1.000")]
    [InlineData("the count 1 000")]
    public void A_number_in_a_country_s_own_notation_is_no_number(string step)
    {
        var run = Fixture("de", step);

        Assert.Equal(MatchKind.Undefined, run.Library.Match(run.Suite.Scenarios[0], run.Suite.Scenarios[0].Steps[0]).Kind);
    }

    private static RunFixture Fixture(string language, params string[] steps)
    {
        var (_, feature, scenario, given) = Languages.Single(l => l.Language == language);
        var lines = steps.Select(s => s.StartsWith(' ') ? $"    {s}\n" : $"    {given} {s}\n");
        return new RunFixture($"# language: {language}\n{feature}: F\n  {scenario}: S\n{string.Concat(lines)}", typeof(Steps));
    }

    public sealed record Energy(decimal Value);

    [Binding]
    public sealed class Steps(Trace trace)
    {
        [StepArgumentTransformation(@"(-?[0-9.]+) kWh", Name = "energy")]
        public static Energy ToEnergy(decimal value) => new(value);

        [StepDefinition("the numbers {int}, {float}, {double}, {bigdecimal}, {long} and {energy}")]
        public void Numbers(int a, float b, double c, decimal d, long e, Energy f) =>
            trace.Add(FormattableString.Invariant($"{a} {b} {c} {d} {e} {f.Value}"));

        [StepDefinition("the table")]
        public void Table(IReadOnlyList<double> values) => trace.Add(FormattableString.Invariant($"{values[0]}"));

        [StepDefinition("the count {int}")]
        public void Count(int count) => trace.Add(FormattableString.Invariant($"{count}"));

        [StepArgumentTransformation]
        public static Energy ToEnergy(DataTable table) => new(decimal.Parse(table.Header[0], CultureInfo.InvariantCulture));

        [StepArgumentTransformation]
        public static IReadOnlyList<double> Values(DataTable table) =>
            [.. table.Header.Select(v => double.Parse(v, CultureInfo.InvariantCulture))];
    }
}
