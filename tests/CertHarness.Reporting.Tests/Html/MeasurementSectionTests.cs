using System.Xml;
using System.Xml.Linq;
using CertHarness.Reporting.Html;

namespace CertHarness.Reporting.Tests.Html;

public sealed class MeasurementSectionTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly ScratchRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("en", "143.3 ms|✓ ≤ 1,000|✓ ≤ 500|✓ ≤ 200|✓high")]
    [InlineData("de", "143,3 ms|✓ ≤ 1.000|✓ ≤ 500|✓ ≤ 200|✓hoch")]
    [InlineData("en", "311.4 ms|–|–|✗ ≤ 300|✓substantial")]
    [InlineData("en", "1,235 messages/s|✓ ≥ 1,000|✗ ≥ 2,000|✗ ≥ 5,000|↓basicshort of “substantial”")]
    [InlineData("en", "–|≤ 1,000 ms|≤ 500 ms|≤ 200 ms|?not gradednot recorded")]
    [InlineData("de", "0,2 s|≤ 1.000 ms|≤ 500 ms|≤ 200 ms|?nicht bewertetdie Grenze gilt in ms")]
    [InlineData("en", "900 ms|≤ 5,000|≤ 2,000|≤ 1,000|?not gradedits scenario did not pass")]
    [InlineData("en", "2,000.00001 ms|✓ ≤ 10,000|✗ ≤ 2,000|✗ ≤ 2,000|↓basicshort of “substantial”")]
    public void A_number_stands_beside_the_bound_of_each_level_and_the_level_that_it_attains(string language, string cells)
    {
        var rows = Section(language).Descendants("tr").Select(r => string.Join('|', r.Elements("td").Select(d => d.Value.Replace('\u00a0', ' '))));

        Assert.Contains(cells, rows);
    }

    [Theory]
    [InlineData("en", "messages1,234,567 messages")]
    [InlineData("de", "messages1.234.567 Nachrichten")]
    [InlineData("en", "throughput2,346 messages/s")]
    public void What_has_no_limit_is_told_apart(string language, string number) =>
        Assert.Contains(number, Section(language).Descendants("dl").Elements("div").Select(d => d.Value));

    [Fact]
    public void Every_requirement_with_measurements_has_a_card_that_its_row_leads_to()
    {
        var page = Page("en");

        var cards = Section("en").Elements("article").Select(a => a.Attribute("id")!.Value).ToList();
        Assert.Equal(7, cards.Count);
        var rows = page.Descendants("tr").Where(r => r.Attribute("data-verdict") is not null).Descendants("a").Select(a => a.Attribute("href")!.Value);
        Assert.All(cards, card => Assert.Contains($"#{card}", rows));
    }

    [Fact]
    public void A_scenario_is_named_where_a_requirement_has_several()
    {
        var card = Section("en").Elements("article").Single(a => a.Value.Contains("1,235"));

        Assert.All(card.Descendants("th").Where(th => (string?)th.Attribute("scope") == "row"), th => Assert.Contains("A ", th.Value));
    }

    [Theory]
    [InlineData("en", "Delay in every second", "delay (ms)", "maximum")]
    [InlineData("de", "Verzögerung in jeder Sekunde", "Verzögerung (ms)", "Höchstwert")]
    public void Charts_are_drawn_in_the_language_of_the_page_and_once(string language, params string[] texts)
    {
        var charts = Section(language).Descendants(Svg + "svg").ToList();

        Assert.Equal(5, charts.Count);
        Assert.All(texts, text => Assert.Contains(charts, c => c.Descendants(Svg + "text").Any(t => t.Value == text)));
        Assert.Contains(Section(language).Descendants("p"), p => p.Value.Contains(language == "en" ? "charts at" : "Diagramme bei"));
        Assert.DoesNotContain(charts.Descendants().Attributes(), a => a.Name.LocalName is "style" or "href");
    }

    [Theory]
    [InlineData("en", "throughput: at least 2,000 messages/s for the level “substantial”", "1,235 messages/s")]
    [InlineData("de", "throughput: mindestens 2.000 Nachrichten/s für die Stufe „mittel“", "1.235 Nachrichten/s")]
    public void A_number_beyond_its_bound_is_a_failure_with_expectation_and_observation(string language, string expected, string observed)
    {
        var level = language == "de" ? Texts.In("de").Levels[Model.Profiles.Level.Substantial] : "substantial";
        var cards = Page(language).Descendants("section").Single(s => (string?)s.Attribute("id") == "failures").Elements("article").ToList();

        var card = cards.Single(c => c.Value.Contains("throughput"));
        var compared = card.Descendants("p").Where(p => (string?)p.Attribute("class") == "raw").Select(p => p.Value.Replace('\u00a0', ' '));
        Assert.Equal([expected.Replace("mittel", level), observed], compared);
    }

    [Theory]
    [InlineData("en", "No scenario that passed recorded delay-p95", "delay-p95 was recorded in s, its limit is in ms.")]
    [InlineData("de", "Kein bestandenes Szenario hat delay-p95 erfasst", "delay-p95 wurde in s erfasst, die Grenze gilt in ms.")]
    public void What_limits_leave_open_says_why_in_the_language_of_the_page(string language, params string[] reasons)
    {
        var undecided = Page(language).Descendants("section").Single(s => (string?)s.Attribute("id") == "undecided").Value;

        Assert.All(reasons, reason => Assert.Contains(reason, undecided));
        Assert.DoesNotContain("told in English", Page(language).Root!.Value);
    }

    [Theory]
    [InlineData("en", "Respond", "Recover", "fleet-devices12,500")]
    [InlineData("de", "Reagieren", "Wiederherstellen", "fleet-devices12.500")]
    public void Phases_and_parameters_are_told(string language, string respond, string recover, string parameter)
    {
        var page = Page(language);

        var phases = page.Descendants("section").Single(s => (string?)s.Attribute("id") == "phases");
        Assert.Equal([respond, recover], phases.Descendants("th").Where(th => (string?)th.Attribute("scope") == "row").Select(th => th.Value));
        Assert.Equivalent(new[] { respond, recover }, page.Descendants("tr").Where(r => r.Attribute("data-verdict") is not null)
            .Descendants("span").Where(s => (string?)s.Attribute("class") == "phase").Select(s => s.Value));
        Assert.Contains(parameter, Section(language).Value);
    }

    [Fact]
    public void Hostile_names_and_units_stay_text()
    {
        var evaluation = MeasuredSample.Run();
        var scenarios = evaluation.Scenarios.ToList();
        scenarios[7] = scenarios[7] with { Measured = new([new(Sample.Hostile, 1, Sample.Hostile)], []) };

        var page = Parse(HtmlReport.Write(evaluation with { Scenarios = scenarios }, run.Folder, "en"));

        Assert.Single(page.Descendants("script"));
        Assert.Contains(page.Descendants("dd"), s => s.Value.Contains("<script>alert"));
    }

    [Fact]
    public void A_run_that_measured_nothing_has_neither_section()
    {
        var page = Parse(HtmlReport.Write(Sample.Rich(), run.Folder, "en"));

        Assert.DoesNotContain(page.Descendants("section"), s => (string?)s.Attribute("id") is "measurements" or "phases");
    }

    private XElement Section(string language) => Page(language).Descendants("section").Single(s => (string?)s.Attribute("id") == "measurements");

    private XDocument Page(string language) => Parse(HtmlReport.Write(MeasuredSample.Run(), run.Folder, language));

    private static XDocument Parse(string path)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
