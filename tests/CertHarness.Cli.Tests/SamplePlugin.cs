namespace CertHarness.Cli.Tests;

/// <summary>The sample plug-in, built together with these tests.</summary>
internal static class SamplePlugin
{
    /// <summary>The folder with its assembly.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "sample-plugins");

    /// <summary>Its features, catalogue, profile and campaign.</summary>
    public static string Suite { get; } = Path.Combine(Folder, "suite");
}
