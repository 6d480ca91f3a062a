using System.Reflection;
using CertHarness.Drivers;
using CertHarness.Drivers.Provisioning;

namespace CertHarness.Runner;

/// <summary>What is plugged in: protocol drivers and embedded SUTs.</summary>
/// <param name="Drivers">The drivers.</param>
/// <param name="EmbeddedSuts">The SUTs that travel with the tool.</param>
public sealed record Harness(IReadOnlyList<IProtocolDriver> Drivers, IReadOnlyList<IEmbeddedSut> EmbeddedSuts)
{
    /// <summary>The tool's version.</summary>
    public static string Version { get; } =
        typeof(Harness).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Finds what lies beside the tool: assemblies named <c>CertHarness.Drivers.*</c> and <c>CertHarness.ReferenceCity</c>.</summary>
    /// <param name="folder">The tool's folder.</param>
    public static Harness Discover(string folder)
    {
        var assemblies = Directory.EnumerateFiles(folder, "CertHarness.*.dll").Select(Path.GetFileNameWithoutExtension)
            .Where(n => n!.StartsWith("CertHarness.Drivers.", StringComparison.Ordinal) || n == "CertHarness.ReferenceCity")
            .Order(StringComparer.Ordinal).Select(n => Assembly.Load(n!)).ToList();
        return new Harness(ProtocolDrivers.Discover(assemblies), CertHarness.Drivers.Provisioning.EmbeddedSuts.Discover(assemblies));
    }

    /// <summary>The driver of a scheme, or null.</summary>
    /// <param name="scheme">The scheme, such as <c>mqtt</c>.</param>
    public IProtocolDriver? DriverOf(string scheme) => Drivers.FirstOrDefault(d => d.Scheme == scheme);
}
