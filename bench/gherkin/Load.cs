using System.Text;

namespace CertHarness.GherkinBench;

/// <summary>Feature files of trivial scenarios, a hundred in each file.</summary>
internal static class Load
{
    private const int PerFile = 100;

    /// <summary>Writes features with that many scenarios of five steps each into a folder.</summary>
    public static void Write(string folder, int scenarios)
    {
        Directory.CreateDirectory(folder);
        for (var first = 0; first < scenarios; first += PerFile)
        {
            var text = new StringBuilder($"Feature: Load {first / PerFile}\n");
            for (var i = first; i < Math.Min(first + PerFile, scenarios); i++)
            {
                text.Append($"\n  Scenario: S{i}\n");
                text.Append($"    Given a stock of {2 * i} lamps\n");
                text.Append($"    And a lamp named \"lamp {i}\"\n");
                text.Append($"    When {i} lamps are sold\n");
                text.Append($"    Then {i} lamps are left\n");
                text.Append($"    And the lamp is named \"lamp {i}\"\n");
            }

            File.WriteAllText(Path.Combine(folder, $"load-{first / PerFile:00000}.feature"), text.ToString());
        }
    }
}
