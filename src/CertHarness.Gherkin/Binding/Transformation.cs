using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Binding;

/// <summary>A method that makes step arguments of its return type.</summary>
internal sealed class Transformation
{
    private readonly Func<string, object?>?[] _converters;
    private readonly GroupTree? _regex;
    private readonly Lazy<Func<object?, object?[], object?>> _function;

    /// <exception cref="ArgumentException">The method or its regular expression cannot be used; the message tells why.</exception>
    public Transformation(BoundMethod method, StepArgumentTransformationAttribute attribute)
    {
        Method = method;
        Name = attribute.Name;
        Regex = attribute.Regex;
        _function = new(() => MethodCompiler.CompileFunction(method.Method));
        _converters = [.. method.Parameters.Select(p => TextConversion.To(p.ParameterType))];
        TakesTable = method.Parameters is [{ } only] && only.ParameterType == typeof(DataTable);
        if (Returns == typeof(void) || typeof(Task).IsAssignableFrom(Returns))
            throw new ArgumentException("A transformation returns the value that it makes.");
        if (method.Parameters.Length == 0)
            throw new ArgumentException("A transformation takes text or a table.");
        if (!TakesTable && Array.IndexOf(_converters, null) is var odd and >= 0)
            throw new ArgumentException($"Text cannot become a {method.Parameters[odd].ParameterType.Name}; take a string.");
        if (Name is not null && Regex is null)
            throw new ArgumentException($"The parameter type '{Name}' needs a regular expression.");
        if (Regex is null)
            return;
        _regex = new GroupTree($"^(?:{Regex.TrimStart('^').TrimEnd('$')})$");
        var groups = Math.Max(1, _regex.Groups.Count);
        if (groups != method.Parameters.Length)
            throw new ArgumentException($"The regular expression gives {groups} argument(s), the method takes {method.Parameters.Length}.");
    }

    public BoundMethod Method { get; }

    public string? Name { get; }

    public string? Regex { get; }

    public bool TakesTable { get; }

    public Type Returns => Method.Method.ReturnType;

    /// <summary>The method's arguments for a text, or null where the text is not for it.</summary>
    public object?[]? InputsOf(string text)
    {
        if (TakesTable)
            return null;
        if (_regex is null)
            return [_converters[0]!(text)];
        if (_regex.Match(text) is not { } groups)
            return null;
        return InputsOf(groups.Count == 0 ? [text] : [.. groups.Select(g => g.Value)]);
    }

    /// <summary>The method's arguments for the texts of a parameter's capture groups.</summary>
    public object?[] InputsOf(string?[] groups) => [.. groups.Zip(_converters, (g, c) => g is null ? null : c!(g))];

    public object? Run(IBindingInstances instances, object?[] inputs) =>
        _function.Value(Method.Method.IsStatic ? null : instances.Of(Method.Owner), inputs);
}

/// <summary>The instances of binding classes in one scenario.</summary>
internal interface IBindingInstances
{
    /// <summary>The scenario's instance of a class.</summary>
    object Of(BindingClass bindingClass);
}
