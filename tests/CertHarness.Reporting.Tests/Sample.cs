using CertHarness.Model;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using CertHarness.Model.Verdicts;

namespace CertHarness.Reporting.Tests;

/// <summary>A made-up run with every verdict, hostile answers, umlauts, and as many requirements as a large profile has.</summary>
internal static class Sample
{
    public const string Hostile = "</td><script>alert('x')</script><img src=x onerror=alert(1)> \u0000\u0007\u001b[31m \u202Egnp.exe \ud800 & \"quoted\" ]]>";

    public static readonly string Endless = "payload " + new string('A', 50_000);

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 14, 5, 12, TimeSpan.Zero);

    private static readonly string[] Features =
        ["Retained messages", "Quality of service", "Sessions that outlive a connection", "Wills", "Shared subscriptions", "Malformed packets"];

    /// <summary>The rich run: fails, with every verdict among its requirements.</summary>
    public static Evaluation Rich(int requirements = 400)
    {
        var scenarios = new List<ScenarioResult>();
        var rows = new List<RequirementResult>();
        for (var i = 0; i < requirements; i++)
        {
            var verdict = VerdictOf(i);
            var row = Row(i);
            if (verdict == Verdict.NotApplicable && i % 2 == 0)
            {
                rows.Add(new(row, LevelOf(i), verdict, [], "The supplier declares shared-subscriptions as not supported."));
                continue;
            }
            if (i == 26)
            {
                rows.Add(new(row, LevelOf(i), Verdict.Inconclusive, [], "No scenario of the suite verifies it."));
                continue;
            }
            var scenario = Scenario(i, verdict);
            scenarios.Add(scenario);
            // Every fifth requirement is verified by the scenario before as well.
            var keys = i % 5 == 4 && scenarios.Count > 1 && scenarios[^2].Verdict <= verdict
                ? new[] { scenarios[^2].Scenario.Key, scenario.Scenario.Key }
                : [scenario.Scenario.Key];
            rows.Add(new(row, LevelOf(i), verdict, keys, null));
        }
        return Of(rows, scenarios) with
        {
            Level = null,
            Capabilities =
            [
                new(new("retained-messages", Declaration.Supported, true, "CONNACK: Retain Available 1"), Verdict.Fail, null),
                new(new("shared-subscriptions", Declaration.NotSupported, true, "CONNACK: Shared Subscription Available 1"), null, CapabilityFinding.ObservedNotDeclared),
                new(new("wildcard-subscriptions", Declaration.Supported, false, "CONNACK: Wildcard Subscription Available 0"), Verdict.Inconclusive, CapabilityFinding.DeclaredNotObserved),
                new(new("tls", Declaration.NotStated, null), Verdict.Pass, null),
            ],
        };
    }

    /// <summary>A run in which nothing went wrong.</summary>
    public static Evaluation Good()
    {
        var scenarios = Enumerable.Range(30, 8).Select(i => Scenario(i, Verdict.Pass)).ToList();
        var rows = scenarios.Select((s, i) => new RequirementResult(Row(i + 30), LevelOf(i), Verdict.Pass, [s.Scenario.Key], null)).ToList();
        return Of(rows, scenarios) with { Level = Level.High };
    }

    /// <summary>A run whose monitors saw something: many packets, one, none, and packets that broke a statement beside a scenario that
    /// passed and, hostile, without one.</summary>
    public static Evaluation Watched()
    {
        var good = Good();
        var rows = good.Requirements.ToList();
        rows[0] = rows[0] with { Monitor = new MonitorResult(1234, []) };
        rows[1] = rows[1] with { Monitor = new MonitorResult(1, []) };
        rows[2] = rows[2] with { Monitor = new MonitorResult(0, []) };
        rows[3] = rows[3] with { Verdict = Verdict.Fail, Monitor = new MonitorResult(2000, [Violation(5, "PUBLISH (topic lamp/+): 30", 1200)]) };
        rows[4] = rows[4] with { Verdict = Verdict.Fail, Scenarios = [], Monitor = new MonitorResult(9, [.. Enumerable.Range(0, 5).Select(i => Violation(i, Hostile, 1))]) };
        rows[5] = rows[5] with { Scenarios = [], Monitor = new MonitorResult(4, []) };
        rows[6] = rows[6] with { Verdict = Verdict.Inconclusive, Scenarios = [], Monitor = new MonitorResult(0, []), Reason = "its monitor saw no packet that it is about" };
        return Of(rows, [.. good.Scenarios]) with { Level = null };

        ScenarioViolation Violation(int scenario, string observed, int times) =>
            new(good.Scenarios[scenario].Scenario.Key, "a topic name without wildcard characters", observed, "frame 7 of lamp", times);
    }

    /// <summary>A run whose SUT could not be reached.</summary>
    public static Evaluation Unreachable()
    {
        const string reason = "mqtt://broker.example:1883 refused the connection; no scenario was started.";
        var rows = Enumerable.Range(0, 30).Select(i => new RequirementResult(Row(i), LevelOf(i), Verdict.Inconclusive, [Planned(i).Key], null)).ToList();
        var scenarios = Enumerable.Range(0, 30).Select(i => new ScenarioResult
        {
            Scenario = Planned(i),
            Verdict = Verdict.Inconclusive,
            Finding = new Finding(null, null, null, null, null, reason),
        }).ToList();
        return Of(rows, scenarios) with { Level = null, Reason = reason, Started = null, Finished = null };
    }

    /// <summary>A run with no requirement and no scenario at all.</summary>
    public static Evaluation Empty() => Of([], []) with { Level = null, Reason = "The profile selects no requirement." };

    /// <summary>Writes the evidence files that the evaluation speaks of, but for the last.</summary>
    public static void WriteEvidence(Evaluation evaluation, string runFolder)
    {
        var files = evaluation.Scenarios.SelectMany(s => s.Attachments).Where(a => !a.Path.Contains("..")).Select(a => a.Path).ToList();
        foreach (var file in files.SkipLast(1))
        {
            var path = Path.Combine([runFolder, .. file.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, [0x0a, 0x0d, 0x0d, 0x0a, 1, 2, 3, 4]);
        }
    }

    private static Evaluation Of(List<RequirementResult> rows, List<ScenarioResult> scenarios) => new()
    {
        Run = "2026-11-23T14-05-12Z-lampenbroker",
        ToolVersion = "0.1.0",
        Campaign = "Ausschreibung Straßenbeleuchtung 2026",
        Assessment = Assessment.SecondParty,
        Sut = new SutDescription("Lampenbroker Größe XL", "Stadtwerke Köln & Söhne GmbH", "4.2.0-rc.1"),
        Endpoint = "mqtt://broker.example:1883",
        Started = Start,
        Finished = Start.AddSeconds(83.42),
        Verdict = rows.Select(r => r.Verdict).RollUp(),
        Target = Level.Substantial,
        Level = Level.Basic,
        Profile = "mqtt-broker",
        ProfileVersion = "1.3.0",
        ProfileTitle = new LocalizedText("MQTT broker for municipal sensor networks", "MQTT-Broker für kommunale Sensornetze"),
        SuiteDigest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Seed = 20261123,
        Requirements = rows,
        Scenarios = scenarios,
        Criteria = [.. rows.GroupBy(r => r.Requirement.Criterion).Select(g => new CriterionResult(
            g.Key, g.Select(r => r.Verdict).RollUp(), g.Any(r => r.Verdict > Verdict.Pass) ? null : Level.High, VerdictCounts.Of(g.Select(r => r.Verdict))))],
        Capabilities = [],
    };

    private static Verdict VerdictOf(int i) => i switch
    {
        3 or 11 or 47 or 203 => Verdict.Fail,
        19 => Verdict.Error,
        25 or 26 or 27 or 28 => Verdict.Inconclusive,
        _ => i % 13 == 12 ? Verdict.NotApplicable : Verdict.Pass,
    };

    private static Level LevelOf(int i) => (Level)(i % 3);

    private static Requirement Row(int i)
    {
        var standard = i % 3 == 0 ? "MQTT3" : "MQTT5";
        var clause = $"{(i / 60) + 1}.{(i / 10 % 6) + 1}.{(i % 10) + 1}";
        return new Requirement
        {
            Id = $"{standard}-{clause}-{(i % 4) + 1}{(i >= 240 ? "b" : "")}",
            Standard = standard,
            Clause = clause,
            Link = new Uri($"https://docs.example/{standard.ToLowerInvariant()}.html#_{clause}"),
            Obligation = (Obligation)(i % 7 == 0 ? 1 : i % 11 == 10 ? 2 : 0),
            Role = Role.Server,
            Criterion = (Criterion)(i * 3 % 8),
            Title = i % 2 == 0
                ? new("A later subscriber receives the last retained message of a topic at once", "Ein später hinzugekommener Abonnent erhält die zuletzt aufbewahrte Nachricht eines Themas sofort")
                : new("The broker closes the connection when a reserved flag is set", "Der Broker schließt die Verbindung, wenn ein reserviertes Bit gesetzt ist"),
            Capability = i % 13 == 12 ? "shared-subscriptions" : null,
        };
    }

    private static PlannedScenario Planned(int i)
    {
        var feature = Features[i % Features.Length];
        var file = feature.ToLowerInvariant().Replace(' ', '-');
        return new PlannedScenario(
            $"mqtt/{file}-{(i * 7) + 12}",
            i % 2 == 0 ? "A later subscriber receives the retained message" : $"A packet with reserved flag {i % 16} ends the connection",
            feature,
            i % 3 == 0 ? "The broker keeps the last retained message of a topic" : null,
            $"mqtt/{file}.feature",
            (i * 7) + 12,
            ["@mqtt", "@must", $"@{Row(i).Id}"]);
    }

    private static ScenarioResult Scenario(int i, Verdict verdict) => new()
    {
        Scenario = Planned(i),
        Verdict = verdict,
        Started = Start.AddMilliseconds(i * 180),
        Duration = TimeSpan.FromMilliseconds(41.7 + (i * 17 % 2300)),
        Finding = FindingOf(i, verdict),
        Steps = Steps(i, verdict),
        Attachments = Attachments(i),
    };

    private static AttachedFile[] Attachments(int i) => i switch
    {
        11 => [new("passwords", "../../etc/passwd", "text/plain"), new("capture of lamp/1 & ü.pcapng", "evidence/lamp 1 & ü.pcapng", "application/x-pcapng")],
        _ => [new("retained-messages.pcapng", $"evidence/mqtt-{i}.pcapng", "application/x-pcapng")],
    };

    private static Finding? FindingOf(int i, Verdict verdict) => (verdict, i) switch
    {
        (Verdict.Fail, 11) => NotMet(i, "CONNACK with reason code 0x00, or the connection closed", Hostile),
        (Verdict.Fail, 47) => NotMet(i, "PUBLISH on certharness/47/lamp/1/state with payload \"on\"", Endless),
        (Verdict.Fail, _) => NotMet(i, "PUBLISH on lamp/1/state with payload \"on\", QoS 1, retain 1", "PUBLISH on lamp/1/state with payload \"on\", QoS 1, retain 0"),
        (Verdict.Inconclusive, _) => new("Given a publisher connected with MQTT 5.0", 24, null, null, null, "publisher: broker.example:1883 closed the connection before CONNACK, as the requirement MQTT5-3.1.0-1 shows."),
        (Verdict.Error, _) => new("When a subscriber subscribes to \"lamp/1/state\"", 26, null, null, null, "InvalidOperationException: the capture file could not be written: no space left on device."),
        (Verdict.NotApplicable, _) => new(null, null, null, null, null, "The capability shared-subscriptions is declared as not supported."),
        _ => null,
    };

    private static Finding NotMet(int i, string expected, string observed) =>
        new("Then the subscriber receives \"on\" from \"lamp/1/state\" with the retain flag set", (i * 7) + 16, expected, observed,
            "frame 12 of subscriber", $"Expected: {expected}\nObserved: {observed}\nEvidence: frame 12 of subscriber");

    private static StepResult[] Steps(int i, Verdict verdict)
    {
        if (verdict == Verdict.NotApplicable)
            return [];
        var blame = verdict switch { Verdict.Fail => 3, Verdict.Error => 2, Verdict.Inconclusive => 0, _ => 9 };
        string[] texts =
        [
            "Given a publisher connected with MQTT 5.0",
            "And the publisher has published \"on\" to \"lamp/1/state\", retained, at QoS 1",
            "When a subscriber connected with MQTT 5.0 subscribes to \"lamp/1/state\"",
            "Then the subscriber receives \"on\" from \"lamp/1/state\" with the retain flag set",
        ];
        return [.. texts.Select((text, n) => new StepResult(
            text[..text.IndexOf(' ')],
            text[(text.IndexOf(' ') + 1)..],
            (i * 7) + 13 + n,
            n < blame ? "passed" : n == blame ? "failed" : "skipped",
            TimeSpan.FromMilliseconds(n > blame ? 0 : 0.4 + (n * 12.3)),
            n == blame ? FindingOf(i, verdict)?.Message : null))];
    }
}
