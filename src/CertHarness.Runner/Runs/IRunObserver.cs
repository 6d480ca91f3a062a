using CertHarness.Load.Recording;
using CertHarness.Model.Planning;

namespace CertHarness.Runner.Runs;

/// <summary>Is told how a run goes; for progress displays. Calls come one at a time.</summary>
public interface IRunObserver
{
    /// <summary>The run has its folder.</summary>
    /// <param name="folder">The folder.</param>
    void Started(RunFolder folder);

    /// <summary>The SUT is up and was probed.</summary>
    /// <param name="endpoint">Where it is reached.</param>
    /// <param name="plan">What was planned.</param>
    /// <param name="done">How many scenarios an earlier part of the run has done already.</param>
    void Planned(Uri endpoint, Plan plan, int done);

    /// <summary>A scenario finished.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="passed">Whether it passed, or turned out not to apply.</param>
    void ScenarioFinished(string name, bool passed);

    /// <summary>A second of load has passed in a scenario that puts load on the SUT.</summary>
    /// <param name="second">What happened in it. It is used again: an observer copies what it keeps.</param>
    void Loaded(LoadSecond second)
    {
    }

    /// <summary>Scenarios that a busy machine left undecided are run again; each of them will finish once more.</summary>
    /// <param name="count">How many.</param>
    void Repeated(int count);
}
