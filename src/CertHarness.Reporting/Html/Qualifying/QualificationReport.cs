using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CertHarness.Model.Measuring;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;
using static CertHarness.Reporting.Html.Markup;

namespace CertHarness.Reporting.Html.Qualifying;

/// <summary>
/// Writes what became of a qualification for people: one file, <c>qualification.en.html</c> or <c>qualification.de.html</c>, that
/// needs no network and shows what went unnoticed before everything else.
/// </summary>
public sealed class QualificationReport
{
    private const int LongestText = 2000;

    private readonly Qualification _qualification;
    private readonly QualificationTexts _texts;
    private readonly Formats _formats;

    private QualificationReport(Qualification qualification, string language)
    {
        _qualification = qualification;
        _texts = QualificationTexts.In(language);
        _formats = new Formats(language);
    }

    /// <summary>Writes the report into a folder and returns its path.</summary>
    /// <param name="qualification">What came out.</param>
    /// <param name="folder">The folder, which exists.</param>
    /// <param name="language"><c>en</c> or <c>de</c>.</param>
    /// <exception cref="ArgumentException">The language is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static string Write(Qualification qualification, string folder, string language)
    {
        ArgumentNullException.ThrowIfNull(qualification);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, $"qualification.{language}.html");
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        text.Write("<!DOCTYPE html>\n");
        using var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None });
        new QualificationReport(qualification, language).Document().WriteTo(xml);
        return path;
    }

    private XElement Document() => El(
        "html",
        Attr("lang", _texts.Language),
        PageHead.Of($"{_texts.Title} · {Text(_qualification.ProfileTitle.In(_texts.Language))}", Text(_qualification.ToolVersion)),
        El(
            "body",
            Head(),
            El(
                "main",
                Panel(),
                Witnesses(),
                Faults("survivors", _texts.Survivors, MutantOutcome.Survived, _texts.NoSurvivors),
                Faults("undecided", _texts.Undecided, MutantOutcome.Undecided, null),
                Lacking("no-witness", _texts.WithoutWitness, null, r => !r.HasWitness),
                Lacking("no-mutant", _texts.WithoutMutant, null, r => r.Mutants.Count == 0),
                Lacking("no-product", _texts.WithoutProduct, _texts.WithoutProductNote, r => r.HasWitness && !r.HasProduct),
                Numbers(),
                All()),
            El(
                "footer",
                El("p", _texts.Footer),
                Classed("p", "quiet mono", Text($"{_qualification.Id} · CertHarness {_qualification.ToolVersion} · {_qualification.SuiteDigest}")))));

    private XElement Head()
    {
        var other = _texts.Language == "de" ? "en" : "de";
        return El(
            "header",
            Classed(
                "p",
                "kicker",
                El("span", _texts.Title),
                El("a", Attr("class", "screen"), Attr("href", $"qualification.{other}.html"), Attr("lang", other), Attr("hreflang", other), _texts.OtherLanguage)),
            El("h1", _texts.Heading),
            Classed("p", "profile", Text(_qualification.ProfileTitle.In(_texts.Language))),
            Classed("p", "quiet", $"{_formats.Instant(_qualification.Started)} · {_formats.Duration(_qualification.Duration)}"));
    }

    private XElement Panel()
    {
        var requirements = _qualification.Requirements;
        var qualified = requirements.Count(r => r.IsQualified);
        var mutants = requirements.Sum(r => r.Mutants.Count);
        return El(
            "section",
            Attr("class", $"panel {(qualified == requirements.Count ? "pass" : "fail")}"),
            El("h2", Classed("span", "word", Fill(_texts.QualifiedOf, qualified, requirements.Count))),
            Classed("p", "sentence", Fill(_texts.KilledOf, requirements.Sum(r => r.Killed), mutants)),
            Classed("p", "quiet", _texts.What));
    }

    private XElement Witnesses() => Section(
        "witnesses",
        _texts.Witnesses,
        El(
            "table",
            El("thead", El("tr", Column(_texts.Campaign), Column(_texts.Sut), Column(_texts.Kind), Column(_texts.Passed))),
            El("tbody", _qualification.Witnesses.Select(w => El(
                "tr",
                El("th", Attr("scope", "row"), w.Report.Length > 0 ? El("a", Attr("href", $"{w.Report}/report.{_texts.Language}.html"), Text(w.Campaign)) : Text(w.Campaign)),
                Classed("td", "words", Text(w.Identification ?? w.Sut.Name)),
                Classed("td", "words", w.IsProduct ? _texts.Product : _texts.Reference),
                El("td", w.Reason is { } reason ? Text(reason) : _formats.Number(PassedBy(w))))))));

    private XElement? Numbers() => _qualification.Parameters.Count == 0 ? null : Section(
        "numbers",
        _texts.Numbers,
        Classed("p", "quiet", _texts.NumbersNote),
        El("table", El("tbody", _qualification.Parameters.Select(p => El("tr", El("th", Attr("scope", "row"), Text(p.Key)), El("td", Text(Quantity.Text(p.Value))))))));

    private int PassedBy(Witness witness) =>
        _qualification.Requirements.Count(r => r.Testimonies.Any(t => t.Campaign == witness.Campaign && t.Verdict == Verdict.Pass));

    private XElement? Faults(string id, string title, MutantOutcome outcome, string? none)
    {
        var found = _qualification.Requirements.SelectMany(r => r.Mutants.Where(m => m.Outcome == outcome).Select(m => (Requirement: r, Mutant: m))).ToList();
        if (found.Count == 0)
            return none is null ? null : Section(id, title, Classed("p", "quiet", none));

        return Section(id, title, [.. found.Select(f => Classed(
            "article",
            $"card {ClassOf(outcome)}",
            Classed("p", "line", Badge(outcome), Link(f.Requirement), El("span", Title(f.Requirement))),
            El("h3", Text(f.Mutant.Name)),
            Described(f.Mutant)))]);
    }

    private XElement? Lacking(string id, string title, string? note, Func<RequirementQualification, bool> lacks)
    {
        var found = _qualification.Requirements.Where(lacks).ToList();
        return found.Count == 0 ? null : Section(
            id,
            title,
            note is null ? null : Classed("p", "quiet", note),
            El("table", El("tbody", found.Select(r => El(
                "tr",
                El("th", Attr("scope", "row"), Link(r)),
                El("td", Title(r)),
                El("td", Attr("class", "wide"), r.Testimonies.Where(t => t.Verdict != Verdict.Pass).Select(t => El(
                    "div",
                    El("strong", Text(t.Campaign)),
                    $": {_texts.Verdicts[t.Verdict]}",
                    t.Reason is { } reason ? Classed("div", "message raw", Text(reason)) : null))))))));
    }

    private XElement All() => Section(
        "requirements",
        _texts.Requirements,
        El(
            "table",
            El("thead", El("tr", Column(_texts.Requirement), Column(_texts.Witnesses), Column(_texts.Score), Column(_texts.Fault))),
            El("tbody", _qualification.Requirements.Select(Row))));

    private XElement Row(RequirementQualification row) => El(
        "tr",
        Attr("id", Anchor(row)),
        El("th", Attr("scope", "row"), Classed("div", "mono id", Text(row.Requirement.Id)), Classed("div", "quiet", Title(row))),
        El("td", row.Testimonies.Where(t => t.Verdict == Verdict.Pass).Select(t => Text(t.Campaign)).DefaultIfEmpty(_texts.Nothing).Select(w => El("div", w))),
        El("td", Classed("span", "words", string.Create(CultureInfo.InvariantCulture, $"{row.Killed}/{row.Mutants.Count}"))),
        El("td", Attr("class", "wide"), row.Mutants.Select(m => El(
            "details",
            El("summary", Badge(m.Outcome), " ", Text(m.Name)),
            Described(m)))));

    private static XElement Described(MutantResult mutant) => El(
        "div",
        mutant.Scenario is { } scenario ? Classed("p", "quiet", Text(scenario)) : null,
        mutant.Message is { } message ? Classed("p", "message raw", Text(message)) : null);

    private static XElement Section(string id, string title, params object?[] content) => El(
        "section",
        [Attr("id", id), Attr("aria-labelledby", $"{id}-heading"), El("h2", Attr("id", $"{id}-heading"), title), .. content]);

    private XElement Badge(MutantOutcome outcome) => Classed(
        "span",
        $"badge {ClassOf(outcome)}",
        Classed("span", "symbol", Attr("aria-hidden", "true"), outcome switch { MutantOutcome.Killed => "✓", MutantOutcome.Survived => "✗", _ => "?" }),
        _texts.Outcomes[outcome]);

    private static string ClassOf(MutantOutcome outcome) => outcome switch
    {
        MutantOutcome.Killed => "pass",
        MutantOutcome.Survived => "fail",
        _ => "inconclusive",
    };

    private static XElement Link(RequirementQualification row) =>
        El("a", Attr("class", "mono id"), Attr("href", $"#{Anchor(row)}"), Text(row.Requirement.Id));

    private static string Anchor(RequirementQualification row) => "q-" + StableId.Hash(row.Requirement.Id)[..12];

    private string Title(RequirementQualification row) => Text(row.Requirement.Title.In(_texts.Language));

    private string Fill(string text, params IEnumerable<int> numbers) => Texts.Fill(text, [.. numbers.Select(_formats.Number)]);

    private static string Text(string text) => Printable.Cut(text, LongestText);
}
