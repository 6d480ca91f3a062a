using System.Text.Json;
using System.Text.Json.Nodes;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Model.Measuring;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Tests.Planning;
using CertHarness.Model.Verdicts;
using CsCheck;

namespace CertHarness.Model.Tests.Json;

public sealed class ModelJsonTests
{
    private static readonly PlannedScenario Scenario =
        new("mqtt/retained-23", "A name", "Feature", "Rule ü <b>", "mqtt/retained.feature", 23, ["@S-1", "@must"]);

    private static readonly MeasurementLimit Limit =
        new("S-1", "delay-p95", "ms", Bound.AtMost, new Dictionary<Level, double> { [Level.Basic] = 1000, [Level.High] = 0.1 });

    private static readonly Plan Plan = new()
    {
        Profile = "p",
        ProfileVersion = "1.0",
        ProfileTitle = new LocalizedText("Broker", "Vermittler für alle"),
        Target = Level.Substantial,
        Seed = -3,
        SuiteDigest = "abc",
        Parameters = new Dictionary<string, double> { ["fleet-devices"] = 500, ["share"] = 0.1 },
        Requirements = [new(Suite.Requirement("S-1", "x") with { Phase = ResiliencePhase.Respond }, Level.Basic, [Scenario.Key], null) { Limits = [Limit] }, new(Suite.Requirement("S-2"), Level.High, [], "why")],
        Scenarios = [Scenario],
        Capabilities = [new("x", Declaration.NotStated, null), new("y", Declaration.Supported, false, "seen")],
    };

    [Fact]
    public void A_plan_reads_back_as_it_was_written()
    {
        var json = ModelJson.Write(Plan);

        Assert.Equivalent(Plan, ModelJson.ReadPlan(json), strict: true);
        Assert.Equal(json, ModelJson.Write(ModelJson.ReadPlan(json)));
    }

    [Fact]
    public void A_plan_of_a_version_that_knew_no_limits_is_read()
    {
        var json = JsonNode.Parse(ModelJson.Write(Plan))!;
        json.AsObject().Remove("parameters");
        foreach (var requirement in json["requirements"]!.AsArray())
            requirement!.AsObject().Remove("limits");

        var plan = ModelJson.ReadPlan(json.ToJsonString());

        Assert.Empty(plan.Parameters);
        Assert.All(plan.Requirements, r => Assert.Empty(r.Limits));
    }

    [Fact]
    public void An_evaluation_reads_back_as_it_was_written()
    {
        var evaluation = Evaluation(TimeSpan.FromMilliseconds(1234.5678));

        var json = ModelJson.Write(evaluation);

        Assert.Equivalent(evaluation, ModelJson.ReadEvaluation(json), strict: true);
        Assert.Equal(json, ModelJson.Write(ModelJson.ReadEvaluation(json)));
    }

    [Fact]
    public void Any_duration_is_exact() =>
        Gen.Long.Select(TimeSpan.FromTicks).Sample(
            d => ModelJson.ReadEvaluation(ModelJson.Write(Evaluation(d))).Scenarios[0].Duration == d,
            iter: 200);

    [Fact]
    public void Names_are_camel_case_words_hyphenated_durations_seconds_and_umlauts_readable()
    {
        var json = ModelJson.Write(Evaluation(TimeSpan.FromMilliseconds(1500)));

        Assert.Contains("  \"suiteDigest\": \"abc\",\n", json, StringComparison.Ordinal);
        Assert.Contains("\"assessment\": \"second-party\"", json, StringComparison.Ordinal);
        Assert.Contains("\"finding\": \"declared-not-observed\"", json, StringComparison.Ordinal);
        Assert.Contains("\"duration\": 1.5,", json, StringComparison.Ordinal);
        Assert.Contains("für alle", json, StringComparison.Ordinal);
        Assert.Contains("\"level\": null,", json, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"profile\"", "\"profil\"")]
    [InlineData("\"substantial\"", "\"gold\"")]
    [InlineData("\"substantial\"", "1")]
    [InlineData("\"suiteDigest\": \"abc\"", "\"suiteDigest\": null")]
    [InlineData("{", "[")]
    public void What_is_no_plan_is_refused(string old, string replacement)
    {
        var json = ModelJson.Write(Plan);
        Assert.Contains(old, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => ModelJson.ReadPlan(json.Replace(old, replacement, StringComparison.Ordinal)));
        Assert.Throws<JsonException>(() => ModelJson.ReadPlan("null"));
        Assert.Throws<JsonException>(() => ModelJson.ReadPlan(""));
    }

    private static Evaluation Evaluation(TimeSpan duration) => new()
    {
        Run = "r",
        ToolVersion = "0.1",
        Campaign = "c",
        Assessment = Assessment.SecondParty,
        Sut = new SutDescription("s", null, "2.0"),
        Endpoint = "mqtt://h",
        Started = DateTimeOffset.UnixEpoch,
        Finished = null,
        Verdict = Verdict.Inconclusive,
        Reason = "because",
        Target = Level.High,
        Level = null,
        Profile = "p",
        ProfileVersion = "1",
        ProfileTitle = Plan.ProfileTitle,
        SuiteDigest = "abc",
        Seed = 1,
        Requirements = [new(Suite.Requirement("S-1"), Level.Basic, Verdict.NotApplicable, ["a"], "why")],
        Scenarios =
        [
            new ScenarioResult
            {
                Scenario = Scenario,
                Verdict = Verdict.Fail,
                Started = DateTimeOffset.UnixEpoch,
                Duration = duration,
                Finding = new Finding("Then x", 4, "a", "b", "frame 1", "m"),
                Steps = [new StepResult("Then", "x", 4, "failed", duration, "m")],
                Attachments = [new AttachedFile("n", "evidence/n.pcapng", "application/x-pcapng")],
            },
        ],
        Criteria = [new(Criterion.DataIntegrity, Verdict.Pass, Level.High, new VerdictCounts(1, 2, 3, 4, 5))],
        Capabilities = [new(Plan.Capabilities[1], Verdict.Fail, CapabilityFinding.DeclaredNotObserved), new(Plan.Capabilities[0], null, null)],
    };

    [Fact]
    public void What_was_measured_is_one_line_and_comes_back()
    {
        var text = new LocalizedText("delay", "Verzögerung");
        var record = new MeasurementRecord(
            [new("delay-p95", 0.1 + 0.2, "ms"), new("lost", 0, "messages")],
            [new("delay", text, new(text, "s"), new(text, "ms", Logarithmic: true), [new(text, [new(0, 1e-300), new(-1.5, 2e20)])], [new(0.5, text)])]);

        var line = ModelJson.Write(record);
        var again = ModelJson.ReadMeasurements(line);

        Assert.DoesNotContain('\n', line);
        Assert.Equivalent(record, again, strict: true);
        Assert.Equal(line, ModelJson.Write(again));
        Assert.Contains("\"points\":[[0,1E-300],[-1.5,2E+20]]", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[0,1E-300]", "[0]")]
    [InlineData("[0,1E-300]", "[0,1,2]")]
    [InlineData("[0,1E-300]", "[0,\"1\"]")]
    [InlineData("[0,1E-300]", "{\"x\":0,\"y\":1}")]
    public void What_is_no_point_is_refused(string old, string replacement)
    {
        var text = new LocalizedText("delay", "Verzögerung");
        var json = ModelJson.Write(new MeasurementRecord([], [new("delay", text, new(text, "s"), new(text, "ms"), [new(text, [new(0, 1e-300)])], [])]));
        Assert.Contains(old, json, StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => ModelJson.ReadMeasurements(json.Replace(old, replacement, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_monitors_saw_is_one_line_and_comes_back()
    {
        var record = new MonitorRecord(
            new Dictionary<string, int> { ["MQTT5-3.3.2-2"] = 7 },
            new Dictionary<string, MonitorViolation> { ["MQTT5-3.3.2-2"] = new("a \"topic\"", "PUBLISH: 30", null, 2) });

        var line = ModelJson.Write(record);
        var again = ModelJson.ReadMonitors(line);

        Assert.DoesNotContain('\n', line);
        Assert.Equal(record.Packets, again.Packets);
        Assert.Equal(record.Violations, again.Violations);
    }
}
