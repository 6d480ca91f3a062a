using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.Html;

namespace CertHarness.Reporting.Tests.Html;

public sealed class HtmlReportTests : IDisposable
{
    private readonly ScratchRun run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Every_run_gives_a_well_formed_page_in_its_language(string language)
    {
        foreach (var evaluation in new[] { Sample.Rich(), Sample.Good(), Sample.Unreachable(), Sample.Empty(), Sample.Watched(), MeasuredSample.Run() })
        {
            var page = Parse(HtmlReport.Write(evaluation, run.Folder, language));

            Assert.Equal(language, page.Root!.Attribute("lang")!.Value);
            Assert.EndsWith($"report.{language}.html", HtmlReport.Write(evaluation, run.Folder, language));
            Assert.Single(page.Descendants("h1"));
            Assert.Single(page.Descendants("main"));
            Assert.Single(page.Descendants("header"));
            Assert.Single(page.Descendants("footer"));
        }
    }

    [Theory]
    [InlineData("en", "not falsified (1,234 packets)|not falsified (1 packet)|no packet seen|broken by 1,200 of 2,000 packets|broken by 5 of 9 packets|not falsified (4 packets)|no packet seen|–")]
    [InlineData("de", "nicht widerlegt (1.234 Pakete)|nicht widerlegt (1 Paket)|kein Paket gesehen|durch 1.200 von 2.000 Paketen verletzt|durch 5 von 9 Paketen verletzt|nicht widerlegt (4 Pakete)|kein Paket gesehen|–")]
    public void What_the_monitors_saw_has_a_column_of_its_own(string language, string cells)
    {
        var page = Parse(HtmlReport.Write(Sample.Watched(), run.Folder, language));

        var found = page.Descendants("td").Where(d => (string?)d.Attribute("data-label") is "Monitor" or "Überwachung").Select(d => d.Value.Replace('\u00a0', ' '));
        Assert.Equal(cells.Split('|').Order(), found.Order());
        Assert.All(page.Descendants("tr").Where(r => r.Attribute("data-verdict") is not null), r => Assert.Equal(7, r.Elements().Count()));
    }

    [Fact]
    public void A_packet_that_broke_a_statement_is_shown_with_its_scenario_and_evidence()
    {
        var page = Parse(HtmlReport.Write(Sample.Watched(), run.Folder, "en"));

        var cards = page.Descendants("article").Where(a => ((string?)a.Attribute("class"))!.Contains("fail")).Select(a => a.Value).ToList();
        Assert.Equal(2, cards.Count);
        Assert.Contains(cards, c => c.Contains("PUBLISH (topic lamp/+): 30") && c.Contains("frame 7 of lamp") && c.Contains("broke the statement: 1,200;"));
        Assert.Contains(cards, c => c.Contains("broken in 2 more scenarios"));
    }

    [Fact]
    public void A_language_without_texts_is_refused() =>
        Assert.Throws<ArgumentException>(() => HtmlReport.Write(Sample.Good(), run.Folder, "fr"));

    [Fact]
    public void The_same_evaluation_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(HtmlReport.Write(Sample.Rich(), run.Folder, "de"));
        var second = File.ReadAllBytes(HtmlReport.Write(Sample.Rich(), run.Folder, "de"));

        Assert.Equal(first, second);
    }

    [Fact]
    public void The_page_loads_nothing_and_its_policy_forbids_loading()
    {
        var path = HtmlReport.Write(Sample.Rich(), run.Folder, "en");
        var page = Parse(path);

        var policy = page.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!.Value;
        Assert.StartsWith("default-src 'none';", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "link" or "img" or "iframe" or "object" or "embed" or "base" or "video" or "audio");
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "src" or "style" or "srcset" or "action" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", File.ReadAllText(path));
        Assert.DoesNotContain("@import", File.ReadAllText(path));
    }

    [Fact]
    public void Style_and_script_are_those_that_the_policy_names()
    {
        var page = Parse(HtmlReport.Write(Sample.Good(), run.Folder, "en"));
        var policy = page.Descendants("meta").Attributes("content").Select(a => a.Value).Single(v => v.StartsWith("default-src", StringComparison.Ordinal));

        foreach (var element in new[] { page.Descendants("style").Single(), page.Descendants("script").Single() })
        {
            // Browsers read both as raw text: an encoded character would reach them as it is written here.
            Assert.DoesNotMatch("[<>&]", element.Value);
            var digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(element.Value));
            Assert.Contains($"{element.Name}-src 'sha256-{Convert.ToBase64String(digest)}'", policy);
        }
    }

    [Fact]
    public void Hostile_answers_are_shown_as_text()
    {
        var evaluation = Sample.Rich(15) with { Sut = new(Sample.Hostile, Sample.Hostile, Sample.Hostile), Endpoint = Sample.Hostile, Reason = Sample.Hostile };
        var path = HtmlReport.Write(evaluation, run.Folder, "en");
        var page = Parse(path);

        Assert.Single(page.Descendants("script"));
        Assert.Contains("alert('x')", page.Descendants("h1").Single().Value);
        Assert.Contains(@"\u0000\u0007\u001b[31m \u202egnp.exe \ud800", page.Descendants("h1").Single().Value);
        Assert.DoesNotMatch(new Regex("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufffd]"), File.ReadAllText(path));
    }

    [Fact]
    public void Endless_answers_are_cut_with_a_note()
    {
        var text = File.ReadAllText(HtmlReport.Write(Sample.Rich(), run.Folder, "de"));

        Assert.Contains("[gekürzt; insgesamt 50.008 Zeichen]", text);
        Assert.DoesNotContain(new string('A', 5000), text);
    }

    [Fact]
    public void Each_failed_requirement_shows_clause_expectation_observation_and_evidence_before_all_other_details()
    {
        var evaluation = Sample.Rich();
        Sample.WriteEvidence(evaluation, run.Folder);
        var page = Parse(HtmlReport.Write(evaluation, run.Folder, "en"));
        var sections = page.Descendants("section").Select(s => s.Attribute("id")!.Value).ToList();

        Assert.Equal(["verdict", "criteria", "capabilities", "failures", "undecided", "requirements"], sections);
        var cards = Section(page, "failures").Elements("article").ToList();
        Assert.Equal(evaluation.Requirements.Count(r => r.Verdict == Verdict.Fail), cards.Count);
        Assert.All(cards, card =>
        {
            Assert.Contains(card.Descendants("a"), a => a.Attribute("href")!.Value.StartsWith("https://docs.example/", StringComparison.Ordinal));
            Assert.Contains(card.Descendants("h4"), h => h.Value == "Expected");
            Assert.Contains(card.Descendants("h4"), h => h.Value == "Observed");
            Assert.Contains("frame 12 of subscriber", card.Value);
            Assert.Contains(card.Descendants("a"), a => a.Attribute("href")!.Value.StartsWith("evidence/", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Links_lead_to_files_of_the_run_only()
    {
        var evaluation = Sample.Rich();
        Sample.WriteEvidence(evaluation, run.Folder);
        var page = Parse(HtmlReport.Write(evaluation, run.Folder, "en"));
        var links = page.Descendants("a").Select(a => a.Attribute("href")!.Value).Distinct().ToList();

        Assert.Contains("evidence/lamp%201%20%26%20%C3%BC.pcapng", links);
        Assert.DoesNotContain(links, l => l.Contains(".."));
        Assert.Contains("../../etc/passwd: file is not in the run folder", page.Root!.Value);
        var files = links.Where(l => l.StartsWith("evidence/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, l => Assert.True(File.Exists(Path.Combine(run.Folder, Uri.UnescapeDataString(l))), l));
        var anchors = links.Where(l => l.StartsWith('#')).ToList();
        Assert.All(anchors, a => Assert.Single(page.Descendants(), e => (string?)e.Attribute("id") == a[1..]));
    }

    [Fact]
    public void Every_requirement_has_a_row_and_every_scenario_is_described_once()
    {
        var evaluation = Sample.Rich();
        var page = Parse(HtmlReport.Write(evaluation, run.Folder, "en"));
        var rows = page.Descendants("tr").Where(r => r.Attribute("data-verdict") is not null).ToList();

        Assert.Equal(evaluation.Requirements.Count, rows.Count);
        Assert.Equal(rows.Count, rows.Select(r => r.Attribute("id")!.Value).Distinct().Count());
        Assert.Equal(evaluation.Scenarios.Count(s => s.Steps.Count > 0), page.Descendants("ol").Count(o => (string?)o.Attribute("class") == "steps"));
    }

    [Fact]
    public void A_cause_shared_by_many_requirements_is_told_once_and_first()
    {
        var page = Parse(HtmlReport.Write(Sample.Unreachable(), run.Folder, "en"));

        Assert.Contains("refused the connection", Section(page, "verdict").Value);
        var card = Assert.Single(Section(page, "undecided").Elements("article"));
        Assert.Contains("Concerns 30 requirements", card.Value);
    }

    [Fact]
    public void A_verdict_is_a_word_beside_a_symbol_and_tables_name_their_headers()
    {
        var page = Parse(HtmlReport.Write(Sample.Rich(), run.Folder, "en"));

        var badges = page.Descendants("span").Where(s => ((string?)s.Attribute("class"))?.StartsWith("badge ", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(badges);
        Assert.All(badges, b => Assert.True(b.Value.Length > b.Element("span")!.Value.Length + 3, b.ToString()));
        Assert.All(page.Descendants("th"), th => Assert.Contains(th.Attribute("scope")!.Value, new[] { "row", "col" }));
        Assert.All(page.Descendants("section"), s => Assert.Single(page.Descendants(), e => (string?)e.Attribute("id") == s.Attribute("aria-labelledby")!.Value));
    }

    [Fact]
    public void The_footer_says_what_was_executed_and_that_no_accredited_body_is_implied()
    {
        var german = Parse(HtmlReport.Write(Sample.Unreachable(), run.Folder, "de")).Descendants("footer").Single().Value;
        var english = Parse(HtmlReport.Write(Sample.Good(), run.Folder, "en")).Descendants("footer").Single().Value;

        Assert.Contains("0 von 30 geplanten Szenarien", german);
        Assert.Contains("akkreditierte Stelle", german);
        Assert.Contains("8 of 8 planned scenarios", english);
        Assert.Contains("accredited body", english);
    }

    [Fact]
    public void Neither_language_shows_words_of_the_other()
    {
        var english = Words(Sample.Good(), "en");
        var german = Words(Sample.Good(), "de");

        Assert.DoesNotContain("Anforderung", english);
        Assert.DoesNotContain("requirement", german, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{0}", english.Replace("{0} of {1} shown", ""));
    }

    // The visible words but for the link to the other language.
    private string Words(Evaluation evaluation, string language)
    {
        var page = Parse(HtmlReport.Write(evaluation, run.Folder, language));
        page.Descendants("a").Where(a => a.Attribute("hreflang") is not null).Remove();
        page.Descendants("script").Remove();
        page.Descendants("style").Remove();
        return page.Root!.Value;
    }

    private static XElement Section(XDocument page, string id) => page.Descendants("section").Single(s => s.Attribute("id")!.Value == id);

    private static XDocument Parse(string path)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
