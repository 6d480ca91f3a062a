using System.Reflection;

namespace CertHarness.Drivers.Mutations;

/// <summary>The mutants at hand.</summary>
public static class MutantSources
{
    /// <summary>Creates every public <see cref="IMutantSource"/> with a parameterless constructor, in the order of their names.</summary>
    /// <param name="assemblies">Where to look.</param>
    public static IReadOnlyList<IMutantSource> Discover(IEnumerable<Assembly> assemblies) =>
        Implementations.Of<IMutantSource>(assemblies, source => source.GetType().FullName!);
}
