using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CertHarness.Gherkin;

namespace CertHarness.Xunit;

/// <summary>The feature files of a pattern, read once.</summary>
internal sealed class FeatureFiles
{
    private static readonly ConcurrentDictionary<string, Lazy<FeatureFiles>> Read = new();

    private readonly Dictionary<string, Scenario> _scenarios;

    private FeatureFiles(string pattern, string folder, IEnumerable<string> files)
    {
        Folder = folder;
        Suite = FeatureSuite.Parse(files.Select(f => new FeatureSource(Relative(folder, f), File.ReadAllText(f))));
        _scenarios = Suite.Scenarios.ToDictionary(s => s.Key);
        Problems = Suite.Sources.Count == 0
            ? [$"No feature file matches '{pattern}' in {AppContext.BaseDirectory} or a folder above it."]
            : [.. Suite.Errors.Select(e => $"{e.Uri}:{e.Line}:{e.Column}: {e.Message}")];
    }

    /// <summary>The folder that the features' uris are relative to.</summary>
    public string Folder { get; }

    /// <summary>The features.</summary>
    public FeatureSuite Suite { get; }

    /// <summary>What could not be read; each is a test that fails.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The scenario of a key, or null where the files have changed since it was discovered.</summary>
    public Scenario? Find(string key) => _scenarios.GetValueOrDefault(key);

    /// <summary>
    /// Reads the files of a pattern: <c>*</c> stands for a part of a name, <c>**</c> for any number of folders. They are looked for in
    /// the folder of the test assembly, then in the folders above it; the first in which some are found counts.
    /// </summary>
    public static FeatureFiles Of(string pattern) => Read.GetOrAdd(pattern, p => new Lazy<FeatureFiles>(() => Search(p))).Value;

    private static FeatureFiles Search(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        var solid = parts.TakeWhile(p => !p.Contains('*', StringComparison.Ordinal)).Take(parts.Length - 1).ToArray();
        var names = new Regex(
            "^" + string.Join("/", parts[solid.Length..].Select(Regex.Escape))
                .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
                .Replace(@"\*\*", @".*\.feature", StringComparison.Ordinal)
                .Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant);
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null && solid.Length > 0; above = above.Parent)
        {
            var folder = Path.Combine([above.FullName, .. solid]);
            if (Files(folder, names) is { Count: > 0 } files)
                return new FeatureFiles(pattern, folder, files);
        }

        // Without a folder's name every folder above would be searched through.
        return new FeatureFiles(pattern, AppContext.BaseDirectory, solid.Length > 0 ? [] : Files(AppContext.BaseDirectory, names));
    }

    private static List<string> Files(string folder, Regex names) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.feature", SearchOption.AllDirectories)
                .Where(f => names.IsMatch(Relative(folder, f))).Order(StringComparer.Ordinal)]
            : [];

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');
}
