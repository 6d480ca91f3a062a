using System.Reflection;
using System.Runtime.Loader;
using CertHarness.Drivers;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Runner.Plugins;

/// <summary>
/// Where one plug-in lives with its own dependencies. The contracts, and what their signatures name, come from the harness, so that
/// both sides mean the same types.
/// </summary>
/// <param name="path">The plug-in's assembly.</param>
internal sealed class PluginLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly HashSet<string> Contracts = [.. new[] { typeof(IProtocolDriver).Assembly, typeof(StepLibrary).Assembly }
        .SelectMany(a => a.GetReferencedAssemblies().Append(a.GetName())).Select(n => n.Name!)];

    private readonly AssemblyDependencyResolver _resolver = new(path);

    /// <summary>Whether the harness has the assembly itself.</summary>
    public static bool IsOfHarness(string name) =>
        Contracts.Contains(name)
        || (name.StartsWith("CertHarness.", StringComparison.Ordinal) && File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")));

    protected override Assembly? Load(AssemblyName assemblyName) =>
        !IsOfHarness(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
}
