using System.Runtime.CompilerServices;

namespace CertHarness.Gherkin.Tests.Compatibility;

/// <summary>
/// The Cucumber Compatibility Kit, the npm package <c>@cucumber/compatibility-kit</c>: installed in a <c>node_modules</c> folder
/// above, or where the environment variable CUCUMBER_COMPATIBILITY_KIT says.
/// </summary>
internal static class CompatibilityKit
{
    public const string Missing = "no Cucumber Compatibility Kit (npm install @cucumber/compatibility-kit, or set CUCUMBER_COMPATIBILITY_KIT)";

    public static string? Root { get; } = Find();

    public static IReadOnlyList<FeatureSource> Features(string sample) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root!, sample), "*.feature").Order(StringComparer.Ordinal)
            .Select(f => new FeatureSource($"samples/{sample}/{Path.GetFileName(f)}", File.ReadAllText(f)))];

    public static byte[] Content(string sample, string name) => File.ReadAllBytes(Path.Combine(Root!, sample, name));

    public static IEnumerable<string> Golden(string sample) => File.ReadLines(Path.Combine(Root!, sample, sample + ".ndjson"));

    private static string? Find([CallerFilePath] string here = "")
    {
        if (Environment.GetEnvironmentVariable("CUCUMBER_COMPATIBILITY_KIT") is { Length: > 0 } stated)
            return Path.Combine(stated, "features");
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var root = Path.Combine(folder, "node_modules", "@cucumber", "compatibility-kit", "features");
            if (Directory.Exists(root))
                return root;
        }

        return null;
    }
}
