using System.Reflection;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>All step definitions, hooks and transformations of some assemblies. Safe for many threads.</summary>
public sealed class StepLibrary
{
    private readonly StepIndex[] _byKeyword;

    private StepLibrary(LibraryBuilder builder)
    {
        _byKeyword = new StepIndex[(int)KeywordType.Outcome + 1];
        for (var i = 0; i < _byKeyword.Length; i++)
        {
            var type = (KeywordType)i;
            _byKeyword[i] = new StepIndex([.. builder.Definitions.Where(d => d.Takes(type))]);
        }

        StepDefinitions = builder.Definitions;
        Errors = builder.Errors;
        ParameterTypes = builder.ParameterTypes;
        Classes = builder.Classes;
        NamedTransformations = builder.NamedTransformations;
        UndefinedParameterTypes = builder.UndefinedParameterTypes;
        Hooks = builder.Hooks;
    }

    /// <summary>All step definitions that can be used.</summary>
    public IReadOnlyList<StepDefinition> StepDefinitions { get; }

    /// <summary>All bindings that cannot be used; the library works without them.</summary>
    public IReadOnlyList<BindingError> Errors { get; }

    /// <summary>The parameter types that expressions may name.</summary>
    public ParameterTypeRegistry ParameterTypes { get; }

    /// <summary>The classes that steps and hooks live in.</summary>
    public IEnumerable<Type> BindingTypes => Classes.Select(c => c.Type);

    internal IReadOnlyList<BindingClass> Classes { get; }

    internal IReadOnlyList<Transformation> NamedTransformations { get; }

    internal IReadOnlyList<UndefinedParameterTypeException> UndefinedParameterTypes { get; }

    internal IReadOnlyList<Hook> Hooks { get; }

    /// <summary>Reads the binding classes of assemblies.</summary>
    /// <param name="assemblies">The assemblies.</param>
    public static StepLibrary Scan(params Assembly[] assemblies) => Of([.. assemblies.Distinct().SelectMany(a => a.GetTypes())]);

    /// <summary>Reads binding classes.</summary>
    /// <param name="types">The classes; those not marked with <see cref="BindingAttribute"/> are passed over.</param>
    public static StepLibrary Of(params Type[] types)
    {
        var builder = new LibraryBuilder();
        builder.Read(types);
        return new StepLibrary(builder);
    }

    /// <summary>Finds the step definition for a step.</summary>
    /// <param name="scenario">The scenario, for scopes.</param>
    /// <param name="step">The step.</param>
    public StepMatch Match(Scenario scenario, ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(step);
        return _byKeyword[(int)step.KeywordType].Match(step.Text).For(scenario, step);
    }

    /// <summary>Code that would define an undefined step, the likeliest first.</summary>
    /// <param name="step">The step.</param>
    public IReadOnlyList<string> Snippets(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return SnippetWriter.Write(step, ParameterTypes);
    }

    /// <summary>Code that would define an undefined step.</summary>
    /// <param name="step">The step.</param>
    public string Snippet(ScenarioStep step) => Snippets(step)[0];

    /// <summary>
    /// The step definition that an undefined step was probably meant for: one that matches its text under another keyword, or
    /// else the one whose expression is spelled most alike; null where none comes near.
    /// </summary>
    /// <param name="step">The step.</param>
    public StepDefinition? Nearest(ScenarioStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (StepDefinitions.FirstOrDefault(d => d.Match(step.Text) is not null) is { } otherKeyword)
            return otherKeyword;
        var limit = Math.Max(2, step.Text.Length / 4);
        StepDefinition? nearest = null;
        foreach (var definition in StepDefinitions)
        {
            var distance = StepSpelling.Distance(step.Text, definition.Expression);
            if (distance > limit)
                continue;
            limit = distance - 1;
            nearest = definition;
        }

        return nearest;
    }

    /// <summary>The step definitions that no step of some scenarios uses.</summary>
    /// <param name="scenarios">The scenarios.</param>
    public IReadOnlyList<StepDefinition> Unused(IEnumerable<Scenario> scenarios)
    {
        var used = scenarios.SelectMany(s => s.Steps.SelectMany(step => Match(s, step).Candidates)).ToHashSet();
        return [.. StepDefinitions.Where(d => !used.Contains(d))];
    }

    /// <summary>The hooks of a moment, in the order in which they run: by their order; what was opened last is closed first.</summary>
    internal Hook[] HooksOf(Wire.HookType type)
    {
        var backwards = type is Wire.HookType.AFTER_TEST_RUN or Wire.HookType.AFTER_TEST_CASE or Wire.HookType.AFTER_TEST_STEP;
        Hook[] hooks = [.. Hooks.Where(h => h.Type == type)];
        Array.Sort(hooks, (a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : backwards ? b.Index - a.Index : a.Index - b.Index);
        return hooks;
    }
}
