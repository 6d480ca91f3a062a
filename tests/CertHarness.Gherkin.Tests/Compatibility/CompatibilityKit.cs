using System.Runtime.CompilerServices;

namespace CertHarness.Gherkin.Tests.Compatibility;

/// <summary>
/// The Cucumber Compatibility Kit, the npm package <c>@cucumber/compatibility-kit</c>: in the <c>node_modules</c> folder that
/// the environment variable CERTHARNESS_NODE_MODULES names, in one above, or where CUCUMBER_COMPATIBILITY_KIT says.
/// </summary>
internal static class CompatibilityKit
{
    public const string Missing =
        "no Cucumber Compatibility Kit (npm install @cucumber/compatibility-kit; set CERTHARNESS_NODE_MODULES or CUCUMBER_COMPATIBILITY_KIT)";

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
        if (Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES") is { Length: > 0 } modules && FeaturesIn(modules) is { } found)
            return found;
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FeaturesIn(Path.Combine(folder, "node_modules")) is { } root)
                return root;
        }

        return null;
    }

    private static string? FeaturesIn(string modules)
    {
        var root = Path.Combine(modules, "@cucumber", "compatibility-kit", "features");
        return Directory.Exists(root) ? root : null;
    }
}
