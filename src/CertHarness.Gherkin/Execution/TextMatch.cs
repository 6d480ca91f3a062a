using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>A step definition and the arguments that it takes from one text; shared by all steps with that text.</summary>
internal sealed class TextMatch
{
    private readonly BoundArgument[] _arguments = [];
    private readonly string? _problem;

    public TextMatch(StepDefinition definition, IReadOnlyList<Argument> arguments)
    {
        Definition = definition;
        Arguments = arguments;
        try
        {
            _arguments = definition.Bind(arguments);
        }
        catch (Exception e)
        {
            _problem = Reason(e);
        }
    }

    /// <summary>A match that nobody can tell for sure.</summary>
    public TextMatch(StepDefinition definition, string problem)
    {
        Definition = definition;
        Arguments = [];
        _problem = problem;
    }

    public StepDefinition Definition { get; }

    public IReadOnlyList<Argument> Arguments { get; }

    /// <summary>The match for a step with that text and what stands under it.</summary>
    public StepMatch For(Wire.PickleStepArgument? block)
    {
        if (_problem is not null)
            return StepMatch.Of(this, [], _problem);
        try
        {
            return StepMatch.Of(this, Definition.BindBlock(_arguments, block), null);
        }
        catch (Exception e)
        {
            return StepMatch.Of(this, [], Reason(e));
        }
    }

    /// <summary>The arguments as Cucumber Messages has them.</summary>
    public Wire.StepMatchArgumentsList ToMessage() =>
        new([.. Arguments.Select(a => new Wire.StepMatchArgument(ToMessage(a.Group), a.TypeName))]);

    private static Wire.Group ToMessage(MatchedGroup group) =>
        new(group.Children.Count == 0 ? null : [.. group.Children.Select(ToMessage)], group.Start, group.Value);

    /// <summary>Conversions are the step authors' code and may throw anything; it is the fault of the steps with that text alone.</summary>
    private static string Reason(Exception error) => error is FormatException or CucumberExpressionException
        ? error.Message
        : $"{error.GetType().Name}: {error.Message}";
}
