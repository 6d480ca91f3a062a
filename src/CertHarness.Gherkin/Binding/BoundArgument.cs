namespace CertHarness.Gherkin.Binding;

/// <summary>A step argument: a value, or the transformation that makes it anew in each scenario.</summary>
internal readonly record struct BoundArgument(object? Value, Transformation? Transformation = null, object?[]? Inputs = null)
{
    public object? Resolve(IBindingInstances instances) => Transformation is null ? Value : Transformation.Run(instances, Inputs!);
}
