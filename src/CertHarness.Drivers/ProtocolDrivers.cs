using System.Reflection;

namespace CertHarness.Drivers;

/// <summary>The protocol drivers at hand.</summary>
public static class ProtocolDrivers
{
    /// <summary>Creates every public <see cref="IProtocolDriver"/> with a parameterless constructor, in the order of their schemes.</summary>
    /// <param name="assemblies">Where to look.</param>
    /// <exception cref="InvalidOperationException">Two drivers serve the same scheme; the message names them.</exception>
    public static IReadOnlyList<IProtocolDriver> Discover(IEnumerable<Assembly> assemblies) =>
        Implementations.Of<IProtocolDriver>(assemblies, driver => driver.Scheme);
}
