using CertHarness.Model.Catalogues;
using CertHarness.Model.Profiles;
using CertHarness.Model.Qualifying;
using CertHarness.Model.Verdicts;

namespace CertHarness.Model.Tests.Qualifying;

public sealed class RequirementQualificationTests
{
    private static readonly MutantResult Killed = new("forgets", MutantOutcome.Killed, Verdict.Fail, "A scenario", "nothing came");
    private static readonly MutantResult Survived = new("repeats", MutantOutcome.Survived, Verdict.Pass, null, null);
    private static readonly MutantResult Undecided = new("stalls", MutantOutcome.Undecided, Verdict.Inconclusive, null, null);
    private static readonly Testimony Reference = new("embedded", false, Verdict.Pass, null);
    private static readonly Testimony Product = new("mosquitto", true, Verdict.Pass, null);
    private static readonly Testimony Deviating = new("mosquitto", true, Verdict.Fail, "expected on; observed off");

    [Fact]
    public void It_takes_a_witness_and_mutants_that_were_all_noticed()
    {
        Assert.True(Of([Reference], [Killed, Killed]).IsQualified);
        Assert.False(Of([Deviating], [Killed]).IsQualified);
        Assert.False(Of([], [Killed]).IsQualified);
        Assert.False(Of([Reference], []).IsQualified);
        Assert.False(Of([Reference], [Killed, Survived]).IsQualified);
        Assert.False(Of([Reference], [Killed, Undecided]).IsQualified);
    }

    [Fact]
    public void A_reference_is_no_product()
    {
        Assert.False(Of([Reference, Deviating], [Killed]).HasProduct);
        Assert.True(Of([Product], [Killed]).HasProduct);
    }

    private static RequirementQualification Of(IReadOnlyList<Testimony> testimonies, IReadOnlyList<MutantResult> mutants) => new(
        new Requirement
        {
            Id = "MQTT5-1.2.3-4",
            Standard = "MQTT5",
            Clause = "1.2.3",
            Obligation = Obligation.Must,
            Role = Role.Server,
            Criterion = Criterion.Conformity,
            Title = new LocalizedText("Something", "Etwas"),
            Link = new Uri("https://example.org/"),
        },
        Level.Basic,
        testimonies,
        mutants);
}
