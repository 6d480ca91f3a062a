namespace CertHarness.Drivers.Mutations;

/// <summary>
/// Mutants that travel with a driver, an embedded SUT or a plug-in. Their assemblies are searched for public implementations with
/// a parameterless constructor.
/// </summary>
public interface IMutantSource
{
    /// <summary>The scheme of the profiles whose requirements they break, such as <c>mqtt</c>.</summary>
    string Scheme { get; }

    /// <summary>The mutants; their names differ.</summary>
    IReadOnlyList<Mutant> Mutants { get; }
}
