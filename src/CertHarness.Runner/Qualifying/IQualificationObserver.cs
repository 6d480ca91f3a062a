using CertHarness.Model.Qualifying;

namespace CertHarness.Runner.Qualifying;

/// <summary>Is told how a qualification goes; for progress displays. Calls come one at a time.</summary>
public interface IQualificationObserver
{
    /// <summary>The qualification has its folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="requirements">How many requirements there are.</param>
    /// <param name="witnesses">How many SUTs are asked.</param>
    void Started(string folder, int requirements, int witnesses);

    /// <summary>A witness has been asked.</summary>
    /// <param name="witness">The witness.</param>
    /// <param name="passed">How many requirements it passes.</param>
    void WitnessFinished(Witness witness, int passed);

    /// <summary>The mutants are about to be tested.</summary>
    /// <param name="mutants">How many there are.</param>
    void MutantsPlanned(int mutants);

    /// <summary>A mutant has been tested, and will not be tested again.</summary>
    /// <param name="name">The fault.</param>
    /// <param name="killed">Whether all requirements that it breaks noticed it.</param>
    void MutantFinished(string name, bool killed);
}
