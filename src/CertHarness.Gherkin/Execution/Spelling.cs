namespace CertHarness.Gherkin.Execution;

/// <summary>How far two texts are from each other.</summary>
internal static class Spelling
{
    /// <summary>
    /// The number of characters to insert, delete or replace (Levenshtein), or a number above the limit as soon as it is exceeded.
    /// </summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            var best = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                var replaced = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + replaced);
                diagonal = above;
                best = Math.Min(best, row[j]);
            }

            if (best > limit)
                return limit + 1;
        }

        return row[^1];
    }
}
