using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CertHarness.Model.Configuration;

namespace CertHarness.Runner.Plugins;

/// <summary>Finds plug-ins among the files of a folder, by what they refer to and without loading them.</summary>
internal static class PluginFiles
{
    private static readonly string[] Contracts = ["CertHarness.Gherkin", "CertHarness.Drivers"];

    /// <summary>The plug-ins of a folder: <c>X.dll</c> or <c>X/X.dll</c> that refers to the harness's contracts.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="diagnostics">Takes what cannot be read.</param>
    public static IReadOnlyList<string> Find(string folder, ICollection<Diagnostic> diagnostics)
    {
        if (!Directory.Exists(folder))
        {
            diagnostics.Add(new Diagnostic(Severity.Error, folder, 1, 1, "found no such plug-in folder", "a folder with plug-in assemblies"));
            return [];
        }

        var own = Directory.EnumerateDirectories(folder).Select(d => Path.Combine(d, Path.GetFileName(d) + ".dll")).Where(File.Exists);
        return [.. Directory.EnumerateFiles(folder, "*.dll").Concat(own).Select(Path.GetFullPath).Order(StringComparer.Ordinal)
            .Where(f => IsPlugin(f, diagnostics))];
    }

    private static bool IsPlugin(string file, ICollection<Diagnostic> diagnostics)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var image = new PEReader(stream);
            // A library of machine code is somebody's dependency.
            if (!image.HasMetadata)
                return false;

            var metadata = image.GetMetadataReader();
            return metadata.IsAssembly
                && !PluginLoadContext.IsOfHarness(metadata.GetString(metadata.GetAssemblyDefinition().Name))
                && metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)).Any(Contracts.Contains);
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new Diagnostic(Severity.Error, file, 1, 1, $"cannot read the plug-in: {e.Message.TrimEnd('.')}", "a .NET assembly"));
            return false;
        }
    }
}
