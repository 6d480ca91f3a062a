using System.Reflection;

namespace CertHarness.Load.Running;

/// <summary>The load protocols at hand.</summary>
public static class LoadProtocols
{
    /// <summary>Creates every public <see cref="ILoadProtocol"/> with a parameterless constructor, in the order of their schemes.</summary>
    /// <param name="assemblies">Where to look.</param>
    public static IReadOnlyList<ILoadProtocol> Discover(IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.Distinct().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ILoadProtocol)))
            .Where(type => type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (ILoadProtocol)Activator.CreateInstance(type)!)
            .OrderBy(protocol => protocol.Schemes[0], StringComparer.Ordinal),
    ];
}
