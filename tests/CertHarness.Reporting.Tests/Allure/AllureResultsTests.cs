using System.Text.Json;
using System.Text.RegularExpressions;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;
using CertHarness.Reporting.Allure;

namespace CertHarness.Reporting.Tests.Allure;

public sealed class AllureResultsTests : IDisposable
{
    private readonly ScratchRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Every_case_has_a_result_with_an_identity_of_its_own()
    {
        var evaluation = Sample.Rich();
        var results = Results(evaluation);

        Assert.Equal(ReportedCases.Of(evaluation).Count, results.Count);
        Assert.Equal(results.Count, results.Select(r => Text(r, "historyId")).Distinct().Count());
        Assert.All(results, r =>
        {
            Assert.True(Guid.TryParse(Text(r, "uuid"), out _));
            Assert.Equal("finished", Text(r, "stage"));
            Assert.NotEmpty(Text(r, "name"));
            Assert.NotEmpty(Text(r, "fullName"));
            Assert.NotEmpty(Text(r, "testCaseId"));
        });
    }

    [Fact]
    public void A_monitored_requirement_is_a_result_that_tells_its_packets()
    {
        var results = Results(Sample.Watched()).Where(r => Labels(r, "feature").Contains(ReportedCases.MonitorFeature)).ToList();

        Assert.Equal(5, results.Count);
        Assert.Equal(2, results.Count(r => Text(r, "status") == "failed"));
        Assert.Contains(results, r => Text(r, "description").Contains("not falsified (1234 packets)", StringComparison.Ordinal));
        Assert.Equal(results.Count, results.Select(r => Text(r, "historyId")).Distinct().Count());
    }

    [Fact]
    public void A_history_outlives_the_run_and_a_moved_line()
    {
        var first = Results(Sample.Good());
        var good = Sample.Good();
        var moved = good.Scenarios.Select(s => s with { Scenario = s.Scenario with { Line = s.Scenario.Line + 3, Key = s.Scenario.Key + "0" } }).ToList();
        var rows = good.Requirements.Select(r => r with { Scenarios = [r.Scenarios[0] + "0"] }).ToList();
        var second = Results(good with { Run = "another", Scenarios = moved, Requirements = rows });

        Assert.Equal(first.Select(r => Text(r, "historyId")).Order(), second.Select(r => Text(r, "historyId")).Order());
        Assert.Empty(first.Select(r => Text(r, "uuid")).Intersect(second.Select(r => Text(r, "uuid"))));
    }

    [Theory]
    [InlineData(Verdict.Pass, "passed", null)]
    [InlineData(Verdict.Fail, "failed", "Expected: ")]
    [InlineData(Verdict.Inconclusive, "broken", "Inconclusive: ")]
    [InlineData(Verdict.Error, "broken", "Harness error: ")]
    [InlineData(Verdict.NotApplicable, "skipped", "Not applicable: ")]
    public void A_verdict_becomes_a_status_with_a_telling_message(Verdict verdict, string status, string? begin)
    {
        var evaluation = Sample.Rich(60);
        var names = evaluation.Scenarios.Where(s => s.Verdict == verdict).Select(s => s.Scenario.Tags[^1][1..]).ToHashSet();
        var results = Results(evaluation).Where(r => Labels(r, "tag").Any(names.Contains)).ToList();

        Assert.NotEmpty(results);
        Assert.All(results, r =>
        {
            Assert.Equal(status, Text(r, "status"));
            if (begin is null)
                Assert.False(r.TryGetProperty("statusDetails", out _));
            else
                Assert.StartsWith(begin, Text(r.GetProperty("statusDetails"), "message"));
        });
    }

    [Fact]
    public void Every_broken_or_failed_message_falls_into_one_category()
    {
        var results = Results(Sample.Rich(60));
        var categories = Parse("categories.json").EnumerateArray().ToList();

        Assert.All(results.Where(r => Text(r, "status") != "passed"), r => Assert.Single(categories, c =>
            c.GetProperty("matchedStatuses").EnumerateArray().Any(s => s.GetString() == Text(r, "status"))
            && (!c.TryGetProperty("messageRegex", out var regex) || Regex.IsMatch(Text(r.GetProperty("statusDetails"), "message"), $"^(?:{regex.GetString()})$"))));
    }

    [Fact]
    public void A_failure_carries_expectation_observation_link_and_labels()
    {
        var failed = Results(Sample.Rich(60)).Single(r => Labels(r, "tag").Contains("MQTT3-1.1.4-4"));

        Assert.Equal("PUBLISH on lamp/1/state with payload \"on\", QoS 1, retain 0", Text(failed.GetProperty("statusDetails"), "actual"));
        Assert.Contains("frame 12 of subscriber", Text(failed.GetProperty("statusDetails"), "trace"));
        Assert.Equal(["Interoperability"], Labels(failed, "epic"));
        Assert.Equal(["Wills"], Labels(failed, "feature"));
        Assert.Equal(["blocker"], Labels(failed, "severity"));
        var link = failed.GetProperty("links")[0];
        Assert.Equal(("link", "MQTT3, 1.1.4", "https://docs.example/mqtt3.html#_1.1.4"), (Text(link, "type"), Text(link, "name"), Text(link, "url")));
        Assert.Equal(["passed", "passed", "passed", "failed"], failed.GetProperty("steps").EnumerateArray().Select(s => Text(s, "status")));
    }

    [Fact]
    public void Steps_follow_one_another_within_the_scenario()
    {
        foreach (var result in Results(Sample.Rich(60)).Where(r => r.GetProperty("steps").GetArrayLength() > 0))
        {
            var at = result.GetProperty("start").GetInt64();
            foreach (var step in result.GetProperty("steps").EnumerateArray())
            {
                Assert.Equal(at, step.GetProperty("start").GetInt64());
                at = step.GetProperty("stop").GetInt64();
            }
        }
    }

    [Fact]
    public void Attachments_are_copied_and_missing_ones_are_said_to_be_missing()
    {
        var evaluation = Sample.Rich(60);
        Sample.WriteEvidence(evaluation, run.Folder);
        var attachments = Results(evaluation).SelectMany(r => r.GetProperty("attachments").EnumerateArray()).ToList();

        Assert.Equal(evaluation.Scenarios.Sum(s => s.Attachments.Count), attachments.Count);
        Assert.All(attachments, a => Assert.True(File.Exists(Path.Combine(run.Folder, "allure-results", Text(a, "source")))));
        Assert.Equal(2, attachments.Count(a => Text(a, "name").EndsWith(" (missing)", StringComparison.Ordinal)));
        var copy = attachments.First(a => Text(a, "type") == "application/x-pcapng");
        Assert.EndsWith("-attachment.pcapng", Text(copy, "source"));
        Assert.Equal(8, new FileInfo(Path.Combine(run.Folder, "allure-results", Text(copy, "source"))).Length);
    }

    [Fact]
    public void Charts_are_attached_and_measurements_are_parameters_that_no_history_hangs_on()
    {
        var results = Results(MeasuredSample.Run());

        var charts = results.SelectMany(r => r.GetProperty("attachments").EnumerateArray()).Where(a => Text(a, "type") == "image/svg+xml").ToList();
        Assert.Equal(5, charts.Count);
        Assert.All(charts, c => Assert.StartsWith("<svg ", File.ReadAllText(Path.Combine(run.Folder, "allure-results", Text(c, "source"))), StringComparison.Ordinal));
        Assert.Contains(charts, c => Text(c, "name") == "Delay in every second");
        var parameter = results.SelectMany(r => r.GetProperty("parameters").EnumerateArray()).First(p => Text(p, "name") == "delay-p95");
        Assert.Equal(("143.3 ms (level: high)", true), (Text(parameter, "value"), parameter.GetProperty("excluded").GetBoolean()));
        Assert.Contains(results, r => Labels(r, "phase").Contains("recover"));
    }

    [Fact]
    public void The_environment_is_plain_ASCII_with_one_line_a_key()
    {
        Results(Sample.Rich(60) with { Reason = Sample.Hostile });
        var text = File.ReadAllText(Path.Combine(run.Folder, "allure-results", "environment.properties"));

        Assert.All(text, c => Assert.InRange(c, '\n', '~'));
        Assert.Contains("SUT=Lampenbroker Gr\\u00f6\\u00dfe XL\n", text);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches("^[A-Za-z.]+=", line));
    }

    [Fact]
    public void The_executor_names_the_build_only_where_one_is_given()
    {
        Results(Sample.Good());
        Assert.False(Parse("executor.json").TryGetProperty("buildUrl", out _));
        Assert.Equal("CertHarness", Text(Parse("executor.json"), "name"));

        AllureResults.Write(Sample.Good(), run.Folder, new Uri("https://ci.example/build/7"));
        Assert.Equal("https://ci.example/build/7", Text(Parse("executor.json"), "buildUrl"));
    }

    [Fact]
    public void The_same_evaluation_gives_the_same_files_and_nothing_of_an_earlier_one_remains()
    {
        Results(Sample.Rich(60));
        Results(Sample.Good());
        var first = Snapshot();
        Results(Sample.Good());

        Assert.Equal(first, Snapshot());
        Assert.Equal(8, first.Count(f => f.Key.EndsWith("-result.json", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Obligation.Must, Level.Basic, "blocker")]
    [InlineData(Obligation.Must, Level.Substantial, "critical")]
    [InlineData(Obligation.Must, Level.High, "normal")]
    [InlineData(Obligation.Should, Level.Basic, "minor")]
    [InlineData(Obligation.May, Level.Basic, "trivial")]
    public void Severity_is_what_a_failure_costs(Obligation obligation, Level level, string severity)
    {
        var result = Sample.Good().Requirements[0];

        Assert.Equal(severity, AllureLabels.Severity(result with { Level = level, Requirement = result.Requirement with { Obligation = obligation } }));
    }

    private List<JsonElement> Results(Evaluation evaluation) =>
        [.. Directory.GetFiles(AllureResults.Write(evaluation, run.Folder), "*-result.json").Order().Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)];

    private JsonElement Parse(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Folder, "allure-results", name))).RootElement;

    private Dictionary<string, string> Snapshot() =>
        Directory.GetFiles(Path.Combine(run.Folder, "allure-results")).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(File.ReadAllBytes(f)));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string[] Labels(JsonElement result, string name) =>
        [.. result.GetProperty("labels").EnumerateArray().Where(l => Text(l, "name") == name).Select(l => Text(l, "value"))];
}
