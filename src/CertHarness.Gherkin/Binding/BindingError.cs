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
        var step = method.GetCustomAttributes<StepAttribute>().FirstOrDefault();
        SourceFile = step?.SourceFile ?? "";
        SourceLine = step?.SourceLine ?? 0;
    }

    /// <summary>The source file as the compiler saw it; empty where that is not known.</summary>
    public string SourceFile { get; init; } = "";

    /// <summary>The line in the source file; 0 where that is not known.</summary>
    public int SourceLine { get; init; }

    internal static string Name(MethodInfo method) => $"{method.ReflectedType?.Name}.{method.Name}";
}
