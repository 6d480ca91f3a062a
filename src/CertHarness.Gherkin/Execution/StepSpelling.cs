using System.Text.RegularExpressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>How far a step is from an expression, word by word; a parameter takes any one word or quoted text for nothing.</summary>
internal static partial class StepSpelling
{
    /// <summary>The characters to insert, delete or replace until the step fits the expression, at most roughly.</summary>
    public static int Distance(string step, string expression)
    {
        var words = Split(step);
        var pattern = Split(expression);
        var row = new int[pattern.Length + 1];
        for (var j = 1; j <= pattern.Length; j++)
            row[j] = row[j - 1] + pattern[j - 1].Length;

        foreach (var word in words)
        {
            var diagonal = row[0];
            row[0] += word.Length;
            for (var j = 1; j <= pattern.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(
                    Math.Min(above + word.Length, row[j - 1] + pattern[j - 1].Length),
                    diagonal + Replaced(word, pattern[j - 1]));
                diagonal = above;
            }
        }

        return row[^1];
    }

    private static int Replaced(string word, string pattern) =>
        pattern.StartsWith('{')
            ? 0
            : pattern.Split('/').Min(p => Spelling.Distance(word, p, Math.Max(word.Length, p.Length)));

    private static string[] Split(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""\{[^}]*\}|"[^"]*"|'[^']*'|[^\s{"']+""")]
    private static partial Regex Word();
}
