namespace CertHarness.Reporting.Tests;

public sealed class RunFolderTests
{
    [Theory]
    [InlineData("../secret")]
    [InlineData("evidence/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/secret")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evidence\\..\\secret")]
    [InlineData("//host/share")]
    [InlineData("")]
    public void A_path_that_leads_out_of_the_folder_is_no_reference(string path) => Assert.Null(RunFolder.Reference(path));

    [Fact]
    public void A_reference_is_encoded() => Assert.Equal("evidence/a%20b%22%3F%23.har", RunFolder.Reference("evidence/a b\"?#.har"));
}
