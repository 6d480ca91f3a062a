using System.Reflection;

namespace CertHarness.Gherkin.Binding;

/// <summary>A binding that cannot be used.</summary>
/// <param name="Where">Class and method, such as <c>PublishSteps.Publish</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record BindingError(string Where, string Message)
{
    internal BindingError(MethodInfo method, string message)
        : this(Name(method), message)
    {
    }

    internal static string Name(MethodInfo method) => $"{method.ReflectedType?.Name}.{method.Name}";
}
