namespace CertHarness.Gherkin.Binding;

/// <summary>
/// Limits the steps and hooks of a class or a method to some scenarios. What one attribute states must hold together; of several
/// attributes one must hold.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScopeAttribute : Attribute
{
    /// <summary>A tag or tag expression that the scenario must meet, or null.</summary>
    public string? Tag { get; set; }

    /// <summary>The name of the feature, or null.</summary>
    public string? Feature { get; set; }

    /// <summary>The name of the scenario, or null.</summary>
    public string? Scenario { get; set; }
}
