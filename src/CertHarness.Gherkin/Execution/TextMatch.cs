using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>A step definition and the arguments that it takes from one text; shared by all steps with that text.</summary>
internal sealed class TextMatch
{
    private readonly BoundArgument[] _arguments = [];
    private readonly string? _problem;
    private readonly StepMatch _withoutBlock;

    public TextMatch(StepDefinition definition, IReadOnlyList<Argument> arguments)
    {
        Definition = definition;
        WireArguments = new Wire.StepMatchArgumentsList([.. arguments.Select(WireArgument)]);
        try
        {
            _arguments = definition.Bind(arguments);
        }
        catch (FormatException e)
        {
            _problem = e.Message;
        }

        _withoutBlock = Make(null);
    }

    public StepDefinition Definition { get; }

    public Wire.StepMatchArgumentsList WireArguments { get; }

    /// <summary>The match for a step with that text.</summary>
    public StepMatch For(Wire.PickleStepArgument? block) => block is null ? _withoutBlock : Make(block);

    private static Wire.StepMatchArgument WireArgument(Argument argument) =>
        new(WireGroup(argument.Group), argument.ParameterType is { Name.Length: > 0 } type ? type.Name : null);

    private static Wire.Group WireGroup(MatchedGroup group) =>
        new(group.Children.Count == 0 ? null : [.. group.Children.Select(WireGroup)], group.Start, group.Value);

    private StepMatch Make(Wire.PickleStepArgument? block)
    {
        if (_problem is not null)
            return new StepMatch([Definition], [WireArguments], [], _problem);
        try
        {
            return new StepMatch([Definition], [WireArguments], Definition.BindBlock(_arguments, block), null);
        }
        catch (FormatException e)
        {
            return new StepMatch([Definition], [WireArguments], [], e.Message);
        }
    }
}
