using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Monitoring;
using CertHarness.Gherkin.Execution;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Configuration;
using CertHarness.Model.Planning;
using CertHarness.Runner.Suites;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Runner.Tests;

public sealed class SuiteTests : IDisposable
{
    private const string Feature = "Feature: Lamps\n  Scenario: shines\n    Given a lamp\n";

    private const string Profile = """
        id: lamp
        version: "1"
        title: {en: Lamp, de: Lampe}
        scheme: lamp
        role: server
        target: basic
        features: [city]
        requirements:
          - standard: LAMP
            level: basic
            ids: ["1-1"]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("certharness-suite-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_later_folder_lies_over_an_earlier_one()
    {
        Write("low/features/city/lamps.feature", "low");
        Write("low/features/city/other.feature", "other");
        Write("high/features/city/lamps.feature", "high");

        var files = SuiteFolders.Read([In("low"), In("high")]);

        Assert.Equal(
            [("features/city/lamps.feature", "high"), ("features/city/other.feature", "other")],
            files.Select(f => (f.Path, f.Text)));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<DirectoryNotFoundException>(() => SuiteFolders.Read([In("nowhere")])).Message);

    [Theory]
    [InlineData("features/city/lamps.feature", true)]
    [InlineData("features/city/lamps.requirements.yaml", true)]
    [InlineData("profiles/lamp.yaml", true)]
    [InlineData("features/country/cows.feature", false)]
    [InlineData("profiles/campaigns/lamp.yaml", false)]
    public void The_digest_tells_a_change_of_what_decides_the_run(string changed, bool counts)
    {
        SuiteFile[] files =
        [
            new("features/city/lamps.feature", Feature), new("features/city/lamps.requirements.yaml", ""),
            new("features/country/cows.feature", Feature), new("profiles/campaigns/lamp.yaml", ""), new("profiles/lamp.yaml", Profile),
        ];
        SuiteFile[] other = [.. files.Select(f => f.Path == changed ? f with { Text = f.Text + "\n# changed\n" } : f)];

        Assert.Equal(counts, Digest(files) != Digest(other));
    }

    [Fact]
    public void A_tag_that_nobody_knows_is_told_with_a_neighbour()
    {
        var suite = Suite.Load([new SuiteFile("features/city/lamps.feature", "@resilence\n" + Feature)]);

        var findings = new SuiteCheck(suite, StepLibrary.Of()).Check(suite.Features.Scenarios);

        Assert.Contains(findings, f => f.Severity == Severity.Error && f.Expected.Contains("@resilience", StringComparison.Ordinal));
    }

    [Fact]
    public void A_monitor_of_a_requirement_that_no_catalogue_has_is_told()
    {
        var suite = Suite.Load([new SuiteFile("features/city/lamps.requirements.yaml", """
            standard: LAMP
            name: Lamps
            publisher: City
            link: https://example.org/lamps
            requirements:
              - id: LAMP-1.1-1
                clause: "1.1"
                obligation: must
                role: server
                criterion: conformity
                title: { en: It shines, de: Sie leuchtet }
            """)]);
        var check = new SuiteCheck(suite, StepLibrary.Of());

        var finding = Assert.Single(check.CheckMonitors([new Watching("LAMP-1.1-1", "LAMP-1.1-2")]));

        Assert.Empty(suite.Diagnostics);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("LAMP-1.1-2", finding.Message, StringComparison.Ordinal);
        Assert.Contains("LAMP-1.1-1", finding.Expected, StringComparison.Ordinal);
        Assert.Empty(check.CheckCoverage([new CoveredSide("LAMP-1.1-1", Role.Server)]));
        Assert.NotEmpty(check.CheckCoverage([]));
    }

    private sealed class Watching(params string[] requirements) : IProtocolDriver
    {
        public string Scheme => "lamps";

        public int DefaultPort => 1;

        public Assembly Steps => typeof(SuiteTests).Assembly;

        public IReadOnlyList<MonitoredStatement> Monitors => [.. requirements.Select(r => new MonitoredStatement(r, Role.Server))];

        public void Register(IServiceCollection services)
        {
        }

        public Task<ProbeResult> ProbeAsync(SutAccess sut, TimeProvider time, CancellationToken cancellationToken) =>
            Task.FromResult(ProbeResult.NotThere("a lamp does not talk"));
    }

    private static string Digest(SuiteFile[] files)
    {
        var suite = Suite.Load(files);
        return suite.DigestFor(suite.Profiles.Single());
    }

    private string In(string relative) => Path.Combine(_folder, relative);

    private void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(relative))!);
        File.WriteAllText(In(relative), text);
    }
}
