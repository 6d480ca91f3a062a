using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Tests;

public sealed class RunFactsTests
{
    [Fact]
    public void Facts_that_say_nothing_of_outages_have_none()
    {
        var folder = RunFolder.Create(Directory.CreateTempSubdirectory("certharness-test-").FullName, "facts", TimeProvider.System);
        try
        {
            File.WriteAllText(folder.Facts, """{"endpoint": "mqtt://127.0.0.1/", "toolVersion": "0.1.0"}""");

            Assert.Empty(RunFacts.Read(folder).Outages);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder.Path)!, recursive: true);
        }
    }
}
