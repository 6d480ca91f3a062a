using CertHarness.Model.Catalogues;
using CertHarness.Model.Planning;
using static CertHarness.Model.Tests.Planning.Suite;

namespace CertHarness.Model.Tests.Planning;

public sealed class CoverageTests
{
    [Fact]
    public void Every_requirement_is_tested_monitored_untestable_or_open()
    {
        var coverage = Coverage.Of(
            Catalogue(
                Requirement("S-1"),
                Requirement("S-2", untestable: "inside"),
                Requirement("S-3"),
                Requirement("S-4", untestable: "tested all the same"),
                Requirement("S-5", untestable: "watched all the same")),
            Sides(Role.Server, "S-1", "must", "S-4", "S-1", "S-99", "SX-3"),
            Sides(Role.Server, "S-1", "S-5", "T-1"));

        Assert.Equal(5, coverage.Total);
        Assert.Equal(["S-1", "S-4"], coverage.Tested);
        Assert.Equal(["S-1"], coverage.Both);
        Assert.Equal(["S-5"], coverage.Monitored);
        Assert.Equal(["S-2"], coverage.Untestable);
        Assert.Equal(["S-3"], coverage.Open);
        Assert.Equal(["S-99"], coverage.Unknown);
        Assert.Empty(coverage.HalfOpen);
    }

    [Fact]
    public void What_binds_both_sides_is_half_open_where_one_is_verified()
    {
        static Requirement OfBoth(string id) => Requirement(id) with { Role = Role.Both };
        var coverage = Coverage.Of(
            Catalogue(OfBoth("S-1"), OfBoth("S-2"), OfBoth("S-3"), OfBoth("S-4"), OfBoth("S-5"), Requirement("S-6")),
            [.. Sides(Role.Server, "S-1", "S-2", "S-6"), .. Sides(Role.Client, "S-2", "S-3")],
            [.. Sides(Role.Server, "S-3"), .. Sides(Role.Both, "S-4")]);

        Assert.Equal([new CoveredSide("S-1", Role.Client)], coverage.HalfOpen);
        Assert.Equal(["S-5"], coverage.Open);
    }

    private static CoveredSide[] Sides(Role side, params string[] ids) => [.. ids.Select(id => new CoveredSide(id, side))];
}
