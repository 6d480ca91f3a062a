using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>A step definition and the arguments that it takes from one text; shared by all steps with that text.</summary>
internal sealed class TextMatch
{
    private static readonly Wire.Group NoGroup = new(null, null, null);
    private readonly BoundArgument[] _arguments = [];
    private readonly string? _problem;
    private readonly StepMatch _withoutBlock;

    public TextMatch(StepDefinition definition, IReadOnlyList<Argument> arguments)
    {
        Definition = definition;
        WireArguments = WireList(arguments);
        try
        {
            _arguments = definition.Bind(arguments);
        }
        catch (Exception e)
        {
            _problem = Reason(e);
        }

        _withoutBlock = Make(null);
    }

    public StepDefinition Definition { get; }

    public Wire.StepMatchArgumentsList WireArguments { get; }

    /// <summary>The match for a step with that text.</summary>
    public StepMatch For(Wire.PickleStepArgument? block) => block is null ? _withoutBlock : Make(block);

    private static Wire.StepMatchArgumentsList WireList(IReadOnlyList<Argument> arguments)
    {
        var list = new List<Wire.StepMatchArgument>(arguments.Count);
        foreach (var argument in arguments)
        {
            var type = argument.ParameterType is { Name.Length: > 0 } named ? named.Name : null;
            list.Add(new Wire.StepMatchArgument(WireGroup(argument.Group), type));
        }

        return new Wire.StepMatchArgumentsList(list);
    }

    private static Wire.Group WireGroup(MatchedGroup group)
    {
        if (group.Children.Count == 0)
            return group.Value is null ? NoGroup : new Wire.Group(null, group.Start, group.Value);
        var children = new List<Wire.Group>(group.Children.Count);
        for (var i = 0; i < group.Children.Count; i++)
            children.Add(WireGroup(group.Children[i]));
        return new Wire.Group(children, group.Start, group.Value);
    }

    private StepMatch Make(Wire.PickleStepArgument? block)
    {
        if (_problem is not null)
            return new StepMatch([Definition], [WireArguments], [], _problem);
        try
        {
            return new StepMatch([Definition], [WireArguments], Definition.BindBlock(_arguments, block), null);
        }
        catch (Exception e)
        {
            return new StepMatch([Definition], [WireArguments], [], Reason(e));
        }
    }

    /// <summary>Conversions are the step authors' code and may throw anything; it is the fault of the steps with that text alone.</summary>
    private static string Reason(Exception error) => error is FormatException ? error.Message : $"{error.GetType().Name}: {error.Message}";
}
