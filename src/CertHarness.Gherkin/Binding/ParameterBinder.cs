using System.Reflection;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Binding;

/// <summary>Makes arguments for one parameter of a step method.</summary>
internal sealed class ParameterBinder
{
    private readonly ParameterInfo _parameter;
    private readonly Transformation[] _transformations;
    private readonly Func<string, object?>? _convert;
    private readonly bool _nullable;

    public ParameterBinder(ParameterInfo parameter, IEnumerable<Transformation> transformations)
    {
        _parameter = parameter;
        var type = parameter.ParameterType;
        // Those with a regular expression say more about the text, so they are asked first.
        _transformations = [.. transformations.Where(t => Makes(t, type)).OrderBy(t => t.Regex is null)];
        _convert = TextConversion.To(type);
        _nullable = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    }

    /// <summary>Whether a table can be its argument.</summary>
    public bool TakesTable => _parameter.ParameterType == typeof(DataTable) || Array.Exists(_transformations, t => t.TakesTable);

    /// <summary>Whether a doc string can be its argument.</summary>
    public bool TakesDocString =>
        _parameter.ParameterType == typeof(DocString)
        || _parameter.ParameterType == typeof(string)
        || Array.Exists(_transformations, t => !t.TakesTable);

    /// <summary>Binds a part of a step's text.</summary>
    /// <exception cref="FormatException">The text cannot become the argument; the message tells why.</exception>
    public BoundArgument Bind(Argument argument, Transformation? named)
    {
        if (named is not null && Makes(named, _parameter.ParameterType))
            return new BoundArgument(null, named, named.InputsOf(argument.Group.Values));
        if (argument.Text is not { } text)
            return Missing();
        return FromText(text) ?? (argument.ParameterType is { BuiltIn: false } type && _parameter.ParameterType.IsAssignableFrom(type.Type)
            ? new BoundArgument(argument.Value)
            : throw new FormatException($"\"{text}\" cannot become the {_parameter.ParameterType.Name} '{_parameter.Name}'."));
    }

    public BoundArgument Bind(DataTable table)
    {
        if (_parameter.ParameterType == typeof(DataTable))
            return new BoundArgument(table);
        return new BoundArgument(null, Array.Find(_transformations, t => t.TakesTable), [table]);
    }

    /// <exception cref="FormatException">The text cannot become the argument; the message tells why.</exception>
    public BoundArgument Bind(DocString text)
    {
        if (_parameter.ParameterType == typeof(DocString))
            return new BoundArgument(text);
        return FromText(text.Content)
            ?? throw new FormatException($"The doc string cannot become the {_parameter.ParameterType.Name} '{_parameter.Name}'.");
    }

    private static bool Makes(Transformation transformation, Type type) =>
        type == transformation.Returns
        || (type != typeof(object) && type != typeof(string) && type.IsAssignableFrom(transformation.Returns));

    private BoundArgument Missing()
    {
        if (_nullable)
            return new BoundArgument(null);
        return _parameter.HasDefaultValue
            ? new BoundArgument(_parameter.DefaultValue)
            : throw new FormatException(
                $"An optional part of the step is missing, but '{_parameter.Name}' is a {_parameter.ParameterType.Name}; make it nullable.");
    }

    private BoundArgument? FromText(string text)
    {
        try
        {
            foreach (var transformation in _transformations)
            {
                if (transformation.InputsOf(text) is { } inputs)
                    return new BoundArgument(null, transformation, inputs);
            }

            return _convert is null ? null : new BoundArgument(_convert(text));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"\"{text}\" cannot become the {_parameter.ParameterType.Name} '{_parameter.Name}': {e.Message}", e);
        }
    }
}
