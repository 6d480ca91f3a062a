namespace CertHarness.Load.Running;

/// <summary>
/// Virtual devices of one protocol. Assemblies named <c>CertHarness.Drivers.*</c> beside the tool are searched for public
/// implementations with a parameterless constructor.
/// </summary>
public interface ILoadProtocol
{
    /// <summary>The schemes of the addresses that it serves, such as <c>mqtt</c>.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>The port of an address that names none.</summary>
    /// <param name="scheme">One of <see cref="Schemes"/>.</param>
    int DefaultPortOf(string scheme);

    /// <summary>The options that it knows: name, and what it means with its default.</summary>
    IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>Makes a fleet.</summary>
    /// <param name="target">What is loaded.</param>
    /// <returns>The fleet.</returns>
    /// <exception cref="ArgumentException">An option has a value that it cannot have; the message says what would be right.</exception>
    ILoadFleet CreateFleet(LoadTarget target);
}
