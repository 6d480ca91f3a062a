using System.Reflection;
using CertHarness.Gherkin.Execution;

namespace CertHarness.Runner;

/// <summary>
/// The step classes of assemblies, scanned once: a command checks a suite before it runs it, and what the check matched is known
/// to the run. Safe for many threads.
/// </summary>
internal sealed class ScannedSteps
{
    private readonly Lock _gate = new();
    private readonly List<(HashSet<Assembly> Assemblies, StepLibrary Library)> _known = [];

    /// <summary>The step classes of some assemblies, in any order.</summary>
    /// <param name="assemblies">The assemblies.</param>
    public StepLibrary Of(HashSet<Assembly> assemblies)
    {
        lock (_gate)
        {
            foreach (var (scanned, library) in _known)
            {
                if (scanned.SetEquals(assemblies))
                    return library;
            }

            var added = StepLibrary.Scan([.. assemblies]);
            _known.Add((assemblies, added));
            return added;
        }
    }
}
