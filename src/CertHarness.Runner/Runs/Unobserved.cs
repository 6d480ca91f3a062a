using CertHarness.Model.Planning;

namespace CertHarness.Runner.Runs;

/// <summary>Nobody looks on.</summary>
internal sealed class Unobserved : IRunObserver
{
    public static readonly Unobserved Instance = new();

    public void Started(RunFolder folder)
    {
    }

    public void Planned(Uri endpoint, Plan plan, int done)
    {
    }

    public void Repeated(int count)
    {
    }

    public void ScenarioFinished(string name, bool passed)
    {
    }
}
