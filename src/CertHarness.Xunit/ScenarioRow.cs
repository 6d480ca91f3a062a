using CertHarness.Gherkin;
using global::Xunit;

namespace CertHarness.Xunit;

/// <summary>A scenario as a row of theory data.</summary>
internal sealed class ScenarioRow : TheoryDataRowBase
{
    private readonly ScenarioTest _test;

    private ScenarioRow(ScenarioTest test) => _test = test;

    /// <summary>The feature file, or null.</summary>
    public string? File { get; private init; }

    /// <summary>The line in the feature file.</summary>
    public int? Line { get; private init; }

    /// <summary>A row that stands for a file that cannot be read.</summary>
    public static ScenarioRow Of(ScenarioTest test, string displayName) => new(test) { TestDisplayName = displayName, Label = "" };

    /// <summary>The rows of scenarios. Those with the same name, as the rows of an outline, are told apart by their values or lines.</summary>
    public static IEnumerable<ScenarioRow> Of(string pattern, IReadOnlyList<Scenario> scenarios, FeatureFiles files)
    {
        // By all scenarios of the files, so that the choice of some changes no name.
        var namesakes = files.Suite.Scenarios.GroupBy(NameOf).Where(g => g.Count() > 1).SelectMany(g => g);
        var marks = ExampleRows.Distinguish(files.Suite, namesakes);
        foreach (var scenario in scenarios)
        {
            var row = new ScenarioRow(new ScenarioTest(pattern, scenario.Key, null))
            {
                File = Path.Combine(files.Folder, scenario.Uri),
                Line = scenario.Line,
                TestDisplayName = marks.TryGetValue(scenario, out var mark) ? $"{NameOf(scenario)} ({mark})" : NameOf(scenario),
                // An empty label keeps the argument out of the name.
                Label = "",
            };
            row.Traits!["FeatureTitle"] = [scenario.Feature];
            if (scenario.Tags.Count > 0)
                row.Traits["Category"] = [.. scenario.Tags.Select(t => t[1..])];
            yield return row;
        }
    }

    protected override object?[] GetData() => [_test];

    private static string NameOf(Scenario scenario) => $"{scenario.Feature}: {scenario.Name}";
}
