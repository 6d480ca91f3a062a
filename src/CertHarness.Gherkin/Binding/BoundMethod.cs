using System.Reflection;

namespace CertHarness.Gherkin.Binding;

/// <summary>A method of a binding class, called through a delegate that is compiled at its first call.</summary>
internal sealed class BoundMethod
{
    private readonly Lazy<Func<object?, object?[], ValueTask>> _call;

    public BoundMethod(MethodInfo method, BindingClass owner)
    {
        Method = method;
        Owner = owner;
        Parameters = method.GetParameters();
        _call = new(() => MethodCompiler.Compile(Method));
    }

    public MethodInfo Method { get; }

    public BindingClass Owner { get; }

    public ParameterInfo[] Parameters { get; }

    /// <summary>Calls the method on an instance, or on none where it is static.</summary>
    public ValueTask Call(object? target, object?[] arguments) => _call.Value(target, arguments);

    public override string ToString() => BindingError.Name(Method);
}

/// <summary>A class marked with <see cref="BindingAttribute"/>.</summary>
/// <param name="Type">The class.</param>
/// <param name="Index">Its place among all binding classes.</param>
internal sealed record BindingClass(Type Type, int Index);
