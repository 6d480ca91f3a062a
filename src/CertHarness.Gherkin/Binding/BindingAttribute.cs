namespace CertHarness.Gherkin.Binding;

/// <summary>
/// Marks a class that has step definitions, hooks or argument transformations. It gets its dependencies through its constructor;
/// there is one instance for each scenario.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;
