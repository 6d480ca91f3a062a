using CertHarness.Gherkin;

namespace CertHarness.Runner.Runs;

/// <summary>Scenarios that load or break the SUT, so that nothing else may run beside them: those tagged <c>@alone</c>.</summary>
internal static class Alone
{
    /// <summary>The tag.</summary>
    public const string Tag = "@alone";

    /// <summary>They take as long as the profile's numbers say; this only ends what hangs.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    /// <summary>Whether nothing may run beside a scenario.</summary>
    public static bool IsAlone(this Scenario scenario) => scenario.Tags.Contains(Tag);
}
