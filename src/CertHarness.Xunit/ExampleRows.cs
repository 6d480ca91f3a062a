using CertHarness.Gherkin;

namespace CertHarness.Xunit;

/// <summary>Names scenarios of an outline by the values of their rows.</summary>
internal static class ExampleRows
{
    /// <summary>Longer names say less than the line does.</summary>
    private const int Longest = 80;

    /// <summary>What tells each of some scenarios from those with the same name: its row's values, or else its line.</summary>
    public static IReadOnlyDictionary<Scenario, string> Distinguish(FeatureSuite suite, IEnumerable<Scenario> scenarios)
    {
        var values = ValuesOf(suite);
        string? Values(Scenario scenario) => values.GetValueOrDefault(scenario.Pickle.AstNodeIds[^1]);
        var all = scenarios.ToList();
        var uses = all.CountBy(s => (s.Uri, s.Name, Values(s))).ToDictionary();
        return all.ToDictionary(
            s => s,
            s => Values(s) is { Length: <= Longest } text && uses[(s.Uri, s.Name, text)] == 1 ? text : $"line {s.Line}");
    }

    /// <summary>The values of all rows, by the rows' ids.</summary>
    private static Dictionary<string, string> ValuesOf(FeatureSuite suite)
    {
        var values = new Dictionary<string, string>();
        foreach (var feature in suite.Features.Select(f => f.Document.Feature).OfType<Wire.Feature>())
        {
            var scenarios = feature.Children.Select(c => c.Scenario)
                .Concat(feature.Children.SelectMany(c => c.Rule?.Children ?? []).Select(c => c.Scenario)).OfType<Wire.Scenario>();
            foreach (var examples in scenarios.SelectMany(s => s.Examples).Where(e => e.TableHeader is not null))
            {
                foreach (var row in examples.TableBody)
                    values[row.Id] = string.Join(", ", examples.TableHeader.Cells.Zip(row.Cells, (h, c) => $"{h.Value} {c.Value}"));
            }
        }

        return values;
    }
}
