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
            ["@S-1", "@must", "@S-4", "@S-1", "@S-99", "@SX-3"],
            ["S-1", "S-5", "T-1"]);

        Assert.Equal(5, coverage.Total);
        Assert.Equal(["S-1", "S-4"], coverage.Tested);
        Assert.Equal(["S-1"], coverage.Both);
        Assert.Equal(["S-5"], coverage.Monitored);
        Assert.Equal(["S-2"], coverage.Untestable);
        Assert.Equal(["S-3"], coverage.Open);
        Assert.Equal(["S-99"], coverage.Unknown);
    }
}
