namespace CertHarness.Runner.Suites;

/// <summary>Reads the files of a suite from folders that lie over one another.</summary>
public static class SuiteFolders
{
    private static readonly string[] Roots = ["features", "profiles"];

    /// <summary>The suite that travels with the tool.</summary>
    public static string Embedded { get; } = Path.Combine(AppContext.BaseDirectory, "suite");

    /// <summary>
    /// Reads <c>features/</c> and <c>profiles/</c> of all folders. Where two have the same file, that of the later folder counts.
    /// </summary>
    /// <param name="folders">The folders, the lowest first.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public static IReadOnlyList<SuiteFile> Read(IEnumerable<string> folders)
    {
        var files = new SortedDictionary<string, SuiteFile>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new DirectoryNotFoundException($"The suite folder {folder} does not exist.");

            foreach (var root in Roots.Select(r => Path.Combine(folder, r)).Where(Directory.Exists))
            {
                foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(IsSuiteFile))
                {
                    var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
                    files[relative] = new SuiteFile(relative, File.ReadAllText(path));
                }
            }
        }

        return [.. files.Values];
    }

    private static bool IsSuiteFile(string path) =>
        path.EndsWith(".feature", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);
}
