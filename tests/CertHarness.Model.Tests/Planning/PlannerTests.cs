using CertHarness.Model.Campaigns;
using CertHarness.Model.Planning;
using CertHarness.Model.Profiles;
using static CertHarness.Model.Tests.Planning.Suite;

namespace CertHarness.Model.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly SutOffer Nothing = SutOffer.Nothing("nobody may touch it");

    [Fact]
    public void Each_requirement_gets_the_scenarios_that_are_tagged_with_it()
    {
        var plan = Planner.Plan(
            Profile(new("S-2", Level.High, null), new("S-1", Level.Basic, null), new("S-3", Level.Basic, null)),
            [Catalogue(Requirement("S-1"), Requirement("S-2"), Requirement("S-3"), Requirement("S-4"))],
            [Scenario("a", "@S-1", "@must"), Scenario("b", "@S-1", "@S-2"), Scenario("c", "@S-4"), Scenario("d", "@S-11")],
            ["S-1", "S-9"],
            [],
            Nothing,
            Level.Substantial,
            5,
            "abc");

        Assert.Equal(["S-2: b", "S-1: a b", "S-3: "], plan.Requirements.Select(r => $"{r.Requirement.Id}: {string.Join(' ', r.Scenarios)}"));
        Assert.Equal(["S-1"], plan.Requirements.Where(r => r.Monitored).Select(r => r.Requirement.Id));
        Assert.Equal(["a", "b"], plan.Scenarios.Select(s => s.Key));
        Assert.Equal((Level.Substantial, 5, "abc", "p", "1"), (plan.Target, plan.Seed, plan.SuiteDigest, plan.Profile, plan.ProfileVersion));
    }

    [Theory]
    [InlineData("x", Declaration.Supported, true, null)]
    [InlineData("x", Declaration.Supported, false, null)]
    [InlineData("x", Declaration.Supported, null, null)]
    [InlineData("x", Declaration.NotSupported, true, "x: declared as not supported")]
    [InlineData("x", Declaration.NotSupported, null, "x: declared as not supported")]
    [InlineData("x", Declaration.NotStated, true, null)]
    [InlineData("x", Declaration.NotStated, null, null)]
    [InlineData("x", Declaration.NotStated, false, "x: not stated, and the probe did not observe it (seen)")]
    [InlineData("no-x", Declaration.NotSupported, true, null)]
    [InlineData("no-x", Declaration.NotStated, false, null)]
    [InlineData("no-x", Declaration.Supported, false, "x: declared as supported; the requirement is for a SUT without it")]
    [InlineData("no-x", Declaration.NotStated, true, "x: not stated, and the probe observed it (seen); the requirement is for a SUT without it")]
    [InlineData("no-x", Declaration.NotStated, null, "x: not stated, and the probe could not tell (seen); the requirement is for a SUT without it")]
    public void A_capability_decides_whether_a_requirement_is_applicable(string condition, Declaration declared, bool? observed, string? reason)
    {
        var status = new CapabilityStatus("x", declared, observed, "seen");

        var byCatalogue = PlanOne(condition, null, status);
        var byProfile = PlanOne(null, condition, status);

        Assert.Equal(reason, byCatalogue.Requirements[0].NotApplicable);
        Assert.Equal(reason, byProfile.Requirements[0].NotApplicable);
        Assert.Equal(reason is null ? 1 : 0, byCatalogue.Requirements[0].Scenarios.Count);
        Assert.Equal(reason is null ? 1 : 0, byCatalogue.Scenarios.Count);
    }

    [Fact]
    public void The_numbers_of_the_profile_are_part_of_the_plan()
    {
        static MeasurementLimit Limit(string requirement, string measurement) =>
            new(requirement, measurement, "ms", Bound.AtMost, new Dictionary<Level, double> { [Level.Basic] = 1 });
        var profile = Profile(new("S-1", Level.Basic, "x"), new("S-2", Level.Basic, null)) with
        {
            Parameters = new Dictionary<string, double> { ["fleet-devices"] = 5 },
            Limits = [Limit("S-2", "a"), Limit("S-1", "b"), Limit("S-2", "c")],
        };

        var plan = Planner.Plan(
            profile, [Catalogue(Requirement("S-1"), Requirement("S-2"))], [], [], [new("x", Declaration.NotSupported, null)], Nothing, Level.High, 1, "");

        Assert.Equal(5, plan.Parameters["fleet-devices"]);
        Assert.Equal(["S-1: b", "S-2: a c"], plan.Requirements.Select(r => $"{r.Requirement.Id}: {string.Join(' ', r.Limits.Select(l => l.Measurement))}"));
    }

    [Fact]
    public void A_capability_that_nobody_mentions_is_tested() => Assert.Null(PlanOne("x", "y").Requirements[0].NotApplicable);

    [Fact]
    public void Either_capability_makes_a_requirement_not_applicable()
    {
        CapabilityStatus absent = new("y", Declaration.NotSupported, null);

        Assert.NotNull(PlanOne("x", "y", absent).Requirements[0].NotApplicable);
        Assert.NotNull(PlanOne("y", "x", absent).Requirements[0].NotApplicable);
    }

    [Fact]
    public void A_scenario_stays_if_one_of_its_requirements_is_applicable()
    {
        var plan = Planner.Plan(
            Profile(new("S-1", Level.Basic, "x"), new("S-2", Level.Basic, null)),
            [Catalogue(Requirement("S-1"), Requirement("S-2"))],
            [Scenario("a", "@S-1", "@S-2"), Scenario("b", "@S-1")],
            ["S-1", "S-2"],
            [new("x", Declaration.NotSupported, null)],
            Nothing,
            Level.High,
            1,
            "");

        Assert.Equal(["a"], plan.Scenarios.Select(s => s.Key));
        Assert.Equal([false, true], plan.Requirements.Select(r => r.Monitored));
    }

    [Theory]
    [InlineData(Declaration.Supported, "a b", null)]
    [InlineData(Declaration.NotSupported, "a", null)]
    public void A_scenario_for_a_capability_is_planned_where_the_SUT_has_it(Declaration declared, string planned, string? reason)
    {
        var plan = PlanTagged([Scenario("a", "@S-1", "@must"), Scenario("b", "@S-1", "@x")], [], declared);

        Assert.Equal((planned, reason), (string.Join(' ', plan.Requirements[0].Scenarios), plan.Requirements[0].NotApplicable));
        Assert.Equal(planned, string.Join(' ', plan.Scenarios.Select(s => s.Key)));
    }

    [Fact]
    public void A_requirement_none_of_whose_scenarios_fits_is_not_applicable_unless_a_monitor_watches_it()
    {
        PlannedScenario[] scenarios = [Scenario("a", "@S-1", "@x"), Scenario("b", "@S-1", "@x")];

        Assert.Equal("x: declared as not supported", PlanTagged(scenarios, [], Declaration.NotSupported).Requirements[0].NotApplicable);
        Assert.Null(PlanTagged(scenarios, ["S-1"], Declaration.NotSupported).Requirements[0].NotApplicable);
        Assert.Null(PlanTagged([], [], Declaration.NotSupported).Requirements[0].NotApplicable);
    }

    [Theory]
    [InlineData("@needs-stop", SutOperation.Stop, "the harness cannot stop the SUT: it is welded shut")]
    [InlineData("@needs-start", SutOperation.Start, "the harness cannot start the SUT: it is welded shut")]
    [InlineData("@needs-restart", SutOperation.Restart, "the harness cannot restart the SUT: it is welded shut")]
    [InlineData("@needs-power-cycle", SutOperation.PowerCycle, "the harness cannot cut the power of the SUT: it is welded shut")]
    [InlineData("@needs-pause", SutOperation.Pause, "the harness cannot pause the SUT: it is welded shut")]
    public void A_scenario_is_planned_where_what_it_does_to_the_SUT_can_be_done(string tag, SutOperation operation, string reason)
    {
        var offer = new SutOffer(Enum.GetValues<SutOperation>().Except([operation]).ToHashSet(), true, "it is welded shut");

        Assert.Equal(reason, PlanTagged([Scenario("a", "@S-1", tag)], [], offer: offer).Requirements[0].NotApplicable);
        Assert.Equal(["b"], PlanTagged([Scenario("a", "@S-1", tag), Scenario("b", "@S-1")], [], offer: offer).Requirements[0].Scenarios);
        Assert.Equal(["a"], PlanTagged([Scenario("a", "@S-1", tag)], [], offer: offer with { Operations = Enum.GetValues<SutOperation>().ToHashSet() })
            .Requirements[0].Scenarios);
    }

    [Fact]
    public void A_scenario_about_memory_is_planned_where_it_can_be_told()
    {
        var told = Nothing with { Memory = true };

        Assert.Equal(["a"], PlanTagged([Scenario("a", "@S-1", "@needs-memory")], [], offer: told).Requirements[0].Scenarios);
        Assert.Equal(
            "the harness cannot tell how much memory the SUT holds: nobody may touch it",
            PlanTagged([Scenario("a", "@S-1", "@needs-memory")], []).Requirements[0].NotApplicable);
    }

    [Fact]
    public void A_pause_without_an_end_is_none()
    {
        var offer = new SutOffer(new HashSet<SutOperation> { SutOperation.Pause }, true, "it sleeps for ever");

        Assert.NotNull(PlanTagged([Scenario("a", "@S-1", "@needs-pause")], [], offer: offer).Requirements[0].NotApplicable);
    }

    [Fact]
    public void A_requirement_without_a_catalogue_is_refused()
    {
        var profile = Profile(new ProfileRequirement("S-9", Level.Basic, null));

        var refused = Assert.Throws<ArgumentException>(() => Planner.Plan(profile, [], [], [], [], Nothing, Level.High, 1, ""));

        Assert.Contains("S-9", refused.Message, StringComparison.Ordinal);
    }

    private static Plan PlanTagged(PlannedScenario[] scenarios, string[] monitored, Declaration declared = Declaration.Supported, SutOffer? offer = null) => Planner.Plan(
        Profile(new ProfileRequirement("S-1", Level.Basic, null)),
        [Catalogue(Requirement("S-1"))],
        scenarios,
        monitored,
        [new("x", declared, null)],
        offer ?? Nothing,
        Level.High,
        1,
        "");

    private static Plan PlanOne(string? capability, string? when, params CapabilityStatus[] capabilities) => Planner.Plan(
        Profile(new ProfileRequirement("S-1", Level.Basic, when)),
        [Catalogue(Requirement("S-1", capability))],
        [Scenario("a", "@S-1")],
        [],
        capabilities,
        Nothing,
        Level.High,
        1,
        "");
}
