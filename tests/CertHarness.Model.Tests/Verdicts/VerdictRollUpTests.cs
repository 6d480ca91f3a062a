using CertHarness.Model.Verdicts;
using CsCheck;

namespace CertHarness.Model.Tests.Verdicts;

public sealed class VerdictRollUpTests
{
    private static readonly Gen<Verdict> AnyVerdict = Gen.Enum<Verdict>();
    private static readonly Gen<Verdict[]> Some = AnyVerdict.Array[1, 8];

    [Fact]
    public void The_order_never_matters() =>
        AnyVerdict.Array[0, 8].SelectMany(v => Gen.Shuffle((Verdict[])v.Clone()), (before, after) => (before, after))
            .Sample((before, after) => before.RollUp() == after.RollUp());

    [Fact]
    public void Adding_a_failure_never_improves() =>
        AnyVerdict.Array[0, 8].Sample(verdicts => verdicts.Append(Verdict.Fail).RollUp() is Verdict.Fail or Verdict.Error
            && (verdicts.Length == 0 || verdicts.Append(Verdict.Fail).RollUp() >= verdicts.RollUp()));

    [Fact]
    public void Rolling_up_in_groups_gives_the_same_as_all_at_once() =>
        Gen.Select(Some, Some, Some).Sample((a, b, c) =>
            new[] { new[] { a.RollUp(), b.RollUp() }.RollUp(), c.RollUp() }.RollUp() == a.Concat(b).Concat(c).RollUp()
            && new[] { a.RollUp(), new[] { b.RollUp(), c.RollUp() }.RollUp() }.RollUp() == a.Concat(b).Concat(c).RollUp());

    [Fact]
    public void Not_applicable_is_neutral() =>
        Some.Sample(verdicts => verdicts.Append(Verdict.NotApplicable).RollUp() == verdicts.RollUp());

    [Fact]
    public void A_verdict_alone_or_repeated_stays_itself() =>
        Gen.Select(AnyVerdict, Gen.Int[1, 5]).Sample((verdict, times) => Enumerable.Repeat(verdict, times).RollUp() == verdict);

    [Fact]
    public void Nothing_executed_never_passes()
    {
        Assert.Equal(Verdict.Inconclusive, Array.Empty<Verdict>().RollUp());
        AnyVerdict.Where(v => v != Verdict.Pass).Array[0, 8].Sample(verdicts => verdicts.RollUp() != Verdict.Pass);
    }

    [Fact]
    public void A_pass_wants_a_pass_and_nothing_worse() =>
        AnyVerdict.Array[0, 8].Sample(verdicts =>
            verdicts.RollUp() == Verdict.Pass == (verdicts.Contains(Verdict.Pass) && verdicts.All(v => v is Verdict.Pass or Verdict.NotApplicable)));
}
