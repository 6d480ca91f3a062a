using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.JUnit;

namespace CertHarness.Reporting.Tests.JUnit;

public sealed class JUnitReportTests : IDisposable
{
    private readonly ScratchRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Every_run_is_valid_by_the_schema()
    {
        var schemas = new XmlSchemaSet();
        using (var stream = typeof(JUnitReportTests).Assembly.GetManifestResourceStream("junit.xsd")!)
        using (var reader = XmlReader.Create(stream))
            schemas.Add(null, reader);
        foreach (var evaluation in new[] { Sample.Rich(), Sample.Good(), Sample.Unreachable(), Sample.Empty(), Sample.Watched(), MeasuredSample.Run() })
        {
            var found = new List<string>();
            XDocument.Load(JUnitReport.Write(evaluation, run.Folder)).Validate(schemas, (_, e) => found.Add(e.Message));

            Assert.Empty(found);
        }
    }

    [Fact]
    public void Verdicts_become_outcomes_and_inconclusive_is_never_a_success()
    {
        var evaluation = Sample.Rich();
        var report = XDocument.Load(JUnitReport.Write(evaluation, run.Folder));
        var cases = report.Descendants("testcase").ToList();

        Assert.Equal(evaluation.Scenarios.Count(s => s.Verdict == Verdict.Fail), cases.Count(c => c.Element("failure") is not null));
        Assert.Equal(5, cases.Count(c => c.Element("error") is not null));
        Assert.Equal(4, cases.Count(c => (string?)c.Element("error")?.Attribute("type") == "inconclusive"));
        Assert.Equal(evaluation.Requirements.Count(r => r.Verdict == Verdict.NotApplicable), cases.Count(c => c.Element("skipped") is not null));
        Assert.Equal(evaluation.Scenarios.Count(s => s.Verdict == Verdict.Pass), cases.Count(c => c.Element("failure") is null && c.Element("error") is null && c.Element("skipped") is null));
    }

    [Fact]
    public void A_monitored_requirement_is_a_case_that_tells_its_packets()
    {
        var suite = XDocument.Load(JUnitReport.Write(Sample.Watched(), run.Folder)).Descendants("testsuite")
            .Single(s => (string?)s.Attribute("name") == ReportedCases.MonitorFeature);

        Assert.Equal(5, suite.Elements("testcase").Count());
        Assert.Equal(2, suite.Descendants("failure").Count());
        Assert.Contains(suite.Descendants("system-out"), o => o.Value.StartsWith("not falsified (1234 packets)", StringComparison.Ordinal));
        Assert.Contains(suite.Descendants("failure"), f => f.Value.Contains("PUBLISH (topic lamp/+): 30") && f.Value.Contains("Evidence: frame 7 of lamp"));
    }

    [Fact]
    public void Measurements_and_their_levels_are_properties()
    {
        var properties = XDocument.Load(JUnitReport.Write(MeasuredSample.Run(), run.Folder)).Descendants("testcase").Descendants("property")
            .Select(p => $"{p.Attribute("name")!.Value}={p.Attribute("value")!.Value}").ToList();

        Assert.Contains("measurement.delay-p95=143.3 ms", properties);
        Assert.Contains("level.delay-p95=high", properties);
        Assert.Contains("phase=recover", properties);
        Assert.DoesNotContain(properties, p => p.StartsWith("level.messages", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_executed_nothing_is_no_success()
    {
        Assert.Equal("30", (string?)XDocument.Load(JUnitReport.Write(Sample.Unreachable(), run.Folder)).Root!.Attribute("errors"));
        Assert.Equal("1", (string?)XDocument.Load(JUnitReport.Write(Sample.Empty(), run.Folder)).Root!.Attribute("errors"));
    }

    [Fact]
    public void Totals_agree_with_the_cases()
    {
        var report = XDocument.Load(JUnitReport.Write(Sample.Rich(), run.Folder));

        Assert.All(report.Descendants("testsuite").Append(report.Root!), suite =>
        {
            Assert.Equal(suite.Descendants("testcase").Count(), Number(suite, "tests"));
            Assert.Equal(suite.Descendants("failure").Count(), Number(suite, "failures"));
            Assert.Equal(suite.Descendants("error").Count(), Number(suite, "errors"));
            Assert.Equal(suite.Descendants("skipped").Count(), Number(suite, "skipped"));
        });
    }

    [Fact]
    public void A_failure_names_requirement_expectation_observation_and_evidence()
    {
        var report = XDocument.Load(JUnitReport.Write(Sample.Rich(), run.Folder));
        var failed = report.Descendants("testcase").First(c => c.Element("failure") is not null);

        Assert.Equal("MQTT3-1.1.4-4", failed.Descendants("property").First(p => (string?)p.Attribute("name") == "requirement").Attribute("value")!.Value);
        Assert.Contains("Expected: PUBLISH", failed.Element("failure")!.Attribute("message")!.Value);
        Assert.Contains("Observed: PUBLISH", failed.Element("failure")!.Value);
        Assert.Contains("frame 12 of subscriber", failed.Element("failure")!.Value);
        Assert.Contains("[[ATTACHMENT|evidence/mqtt-3.pcapng]]", failed.Element("system-out")!.Value);
    }

    [Fact]
    public void Hostile_answers_stay_text()
    {
        var text = File.ReadAllText(JUnitReport.Write(Sample.Rich(), run.Folder));

        Assert.DoesNotContain("<script", text);
        Assert.Contains(@"\u0000\u0007", text);
        Assert.Contains("[cut; ", text);
    }

    [Fact]
    public void The_same_evaluation_gives_the_same_bytes()
    {
        var first = File.ReadAllBytes(JUnitReport.Write(Sample.Rich(), run.Folder));

        Assert.Equal(first, File.ReadAllBytes(JUnitReport.Write(Sample.Rich(), run.Folder)));
    }

    private static int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
