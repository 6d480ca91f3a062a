namespace CertHarness.Testing;

/// <summary>The files of the repository that the tests run in.</summary>
public static class Repository
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The path of a file or folder below <see cref="Root"/>, whether or not it exists.</summary>
    /// <param name="names">The names on the way there.</param>
    public static string PathOf(params string[] names) => Path.Combine([Root, .. names]);

    /// <summary>The files below a folder of the repository, ordered; none where the folder is missing.</summary>
    /// <param name="folder">The folder, relative to <see cref="Root"/>.</param>
    /// <param name="pattern">The pattern of their names.</param>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var path = PathOf(folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CertHarness.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above the tests holds CertHarness.sln."));
}
