namespace CertHarness.Xunit.Tests;

public sealed class ScenariosAttributeTests
{
    [Fact]
    public async Task Every_scenario_is_a_test_with_the_result_that_it_has()
    {
        var results = await SampleRun.RunAsync("-class", typeof(Samples).FullName!);

        Assert.Equal(
            [
                ("Lamps: A lamp shines", "Pass"),
                ("Lamps: Ambiguous", "Fail"),
                ("Lamps: Attached", "Pass"),
                ("Lamps: Lamps are counted (count 2, shining 2)", "Pass"),
                ("Lamps: Lamps are counted (line 16)", "Fail"),
                ("Lamps: Lamps are counted (line 17)", "Fail"),
                ("Lamps: Left out", "Skip"),
                ("Lamps: Pending", "Fail"),
                ("Lamps: Undefined", "Fail"),
                ("Lamps: Without steps", "Skip"),
                ("Leuchten: Eine Leuchte", "Pass"),
            ],
            results.Where(r => !r.Name.EndsWith(".None", StringComparison.Ordinal)).Select(r => (r.Name, r.Result)).Order());
        SampleResult Of(string name) => results.Single(r => r.Name == $"Lamps: {name}");

        Assert.Equal(["Category=city", "Category=must", "Category=solo", "FeatureTitle=Lamps"], Of("A lamp shines").Traits);
        Assert.EndsWith(Path.Combine("features", "lamps", "lamps.feature"), Of("A lamp shines").File ?? "", StringComparison.Ordinal);
        Assert.Contains("passed    Then 1 lamp shines", Of("A lamp shines").Output, StringComparison.Ordinal);
        Assert.Contains("Then 4 lamps shine (lamps.feature:11)", Of("Lamps are counted (line 16)").Message, StringComparison.Ordinal);
        Assert.Contains(nameof(LampSteps.Shine), Of("Lamps are counted (line 16)").StackTrace, StringComparison.Ordinal);
        Assert.Equal("no lamp here", Of("Left out").Message);
        Assert.Contains("[When(\"{string} switches {int} lamps off\")]", Of("Undefined").Message, StringComparison.Ordinal);
        Assert.Contains("2 step definitions match", Of("Ambiguous").Message, StringComparison.Ordinal);
        Assert.Contains("not written yet", Of("Pending").Message, StringComparison.Ordinal);
        Assert.Equal("The scenario has no steps.", Of("Without steps").Message);
        Assert.Contains("lamp.png image/png", Of("Attached").Attachments);
        Assert.Contains("a line of a log", Of("Attached").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_scenario_can_be_run_alone()
    {
        var result = Assert.Single(await SampleRun.RunAsync("-trait", "Category=solo"));

        Assert.Equal(("Lamps: A lamp shines", "Pass"), (result.Name, result.Result));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_and_a_pattern_without_files_are_tests_that_fail()
    {
        var results = await SampleRun.RunAsync("-class", typeof(BrokenSamples).FullName!);

        Assert.Equal(2, results.Count);
        Assert.All(results, r => Assert.Equal("Fail", r.Result));
        Assert.Contains(results, r => r.Message.Contains("broken.feature:4:5", StringComparison.Ordinal));
        Assert.Contains(results, r => r.Message.Contains("No feature file matches 'features/nowhere/*.feature'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("features/lamps/*.feature", 2)]
    [InlineData("features/**", 3)]
    [InlineData("features/**/*.feature", 3)]
    [InlineData("features/*/l*.feature", 1)]
    [InlineData("features/*.feature", 0)]
    [InlineData("*.feature", 0)]
    public void A_pattern_takes_the_files_that_it_describes(string pattern, int files) =>
        Assert.Equal(files, FeatureFiles.Of(pattern).Suite.Sources.Count);
}
