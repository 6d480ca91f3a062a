using System.Reflection;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The SUTs that travel with the harness.</summary>
public static class EmbeddedSuts
{
    /// <summary>Creates every public <see cref="IEmbeddedSut"/> with a parameterless constructor, in the order of their names.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <exception cref="InvalidOperationException">Two have the same name; the message names them.</exception>
    public static IReadOnlyList<IEmbeddedSut> Discover(IEnumerable<Assembly> assemblies) =>
        Implementations.Of<IEmbeddedSut>(assemblies, sut => sut.Name);
}
