using System.Xml.Linq;
using CertHarness.Model;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.Html.Qualifying;

namespace CertHarness.Reporting.Tests.Html;

public sealed class QualificationReportTests : IDisposable
{
    private readonly ScratchRun _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("en", "1 of 2 requirements are qualified")]
    [InlineData("de", "1 von 2 Anforderungen sind qualifiziert")]
    public void It_says_how_many_requirements_are_qualified(string language, string expected)
    {
        var page = Written(language);

        Assert.Contains(expected, page.Value);
        Assert.Equal(language, page.Attribute("lang")!.Value);
    }

    [Fact]
    public void What_nobody_noticed_comes_before_everything_else()
    {
        var page = Written("en");
        var sections = page.Descendants("section").Select(s => s.Attribute("id")?.Value).OfType<string>().ToList();

        Assert.True(sections.IndexOf("survivors") < sections.IndexOf("requirements"));
        Assert.Contains("repeats itself", Section(page, "survivors").Value);
        Assert.DoesNotContain("forgets everything", Section(page, "survivors").Value);
        Assert.Contains("the machine was busy", Section(page, "undecided").Value);
    }

    [Fact]
    public void A_kill_is_told_with_what_the_scenario_found() =>
        Assert.Contains("expected \"on\"; observed nothing", Section(Written("en"), "requirements").Value);

    [Fact]
    public void What_no_product_passes_is_told_with_what_the_product_did()
    {
        var lonely = Section(Written("en"), "no-product");

        Assert.Contains("expected on; observed off", lonely.Value);
        Assert.DoesNotContain("R-1", lonely.Value);
    }

    [Fact]
    public void Answers_of_a_sut_cannot_become_markup()
    {
        var page = Written("en", Sample.Hostile);

        Assert.Empty(page.Descendants("img"));
        Assert.Empty(page.Descendants("script"));
        Assert.Contains("<img src=x onerror=alert(1)>", page.Value);
    }

    [Fact]
    public void Both_languages_are_written_out_in_full() => Assert.All(
        new[] { "en", "de" }.Select(QualificationTexts.In),
        texts => Assert.All(typeof(QualificationTexts).GetProperties().Where(p => p.PropertyType == typeof(string)), p => Assert.NotEqual("", p.GetValue(texts))));

    private XElement Written(string language, string message = "expected \"on\"; observed nothing") =>
        XDocument.Load(QualificationReport.Write(Qualification(message), _scratch.Folder, language)).Root!;

    private static XElement Section(XElement page, string id) => page.Descendants("section").Single(s => s.Attribute("id")?.Value == id);

    private static Qualification Qualification(string message) => new()
    {
        Id = "20261123-140512-qualification-mqtt-broker",
        ToolVersion = "0.1.0",
        Profile = "mqtt-broker",
        ProfileVersion = "1.0",
        ProfileTitle = new LocalizedText("MQTT broker", "MQTT-Broker"),
        SuiteDigest = new string('0', 64),
        Seed = 1,
        Started = new DateTimeOffset(2026, 11, 23, 14, 5, 12, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(54),
        Witnesses = [new Witness("embedded", new SutDescription("Reference"), null, false, null, ""), new Witness("mosquitto", new SutDescription("Mosquitto"), "mosquitto version 2.0.11", true, null, "witnesses/m")],
        Requirements =
        [
            new RequirementQualification(
                Row("R-1"),
                Level.Basic,
                [new Testimony("embedded", false, Verdict.Pass, null), new Testimony("mosquitto", true, Verdict.Pass, null)],
                [new MutantResult("forgets everything", MutantOutcome.Killed, Verdict.Fail, "A later subscriber", message)]),
            new RequirementQualification(
                Row("R-2"),
                Level.High,
                [new Testimony("embedded", false, Verdict.Pass, null), new Testimony("mosquitto", true, Verdict.Fail, "expected on; observed off")],
                [
                    new MutantResult("repeats itself", MutantOutcome.Survived, Verdict.Pass, null, null),
                    new MutantResult("stalls", MutantOutcome.Undecided, Verdict.Inconclusive, "A scenario", "the machine was busy"),
                ]),
        ],
    };

    private static Requirement Row(string id) => new()
    {
        Id = id,
        Standard = "R",
        Clause = "1",
        Obligation = Obligation.Must,
        Role = Role.Server,
        Criterion = Criterion.Conformity,
        Title = new LocalizedText("Something", "Etwas"),
        Link = new Uri("https://example.org/"),
    };
}
