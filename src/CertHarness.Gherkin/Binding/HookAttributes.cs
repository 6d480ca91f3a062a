namespace CertHarness.Gherkin.Binding;

/// <summary>Binds a method to a moment of the run.</summary>
public abstract class HookAttribute : Attribute
{
    private protected HookAttribute(Wire.HookType type, string[] tags)
    {
        Type = type;
        Tags = tags;
    }

    /// <summary>Hooks of the same moment run from the lowest order to the highest; 10000 unless stated.</summary>
    public int Order { get; set; } = 10000;

    /// <summary>The tags or tag expressions of which a scenario must meet one; empty for every scenario.</summary>
    public IReadOnlyList<string> Tags { get; }

    internal Wire.HookType Type { get; }
}

/// <summary>Runs before the first step of a scenario.</summary>
/// <param name="tags">Tags (<c>mqtt</c> or <c>@mqtt</c>) or tag expressions (<c>@mqtt and not @slow</c>), of which one must be met.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BeforeScenarioAttribute(params string[] tags) : HookAttribute(Wire.HookType.BEFORE_TEST_CASE, tags);

/// <summary>Runs after the last step of a scenario, whatever came of the steps.</summary>
/// <param name="tags">Tags (<c>mqtt</c> or <c>@mqtt</c>) or tag expressions (<c>@mqtt and not @slow</c>), of which one must be met.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AfterScenarioAttribute(params string[] tags) : HookAttribute(Wire.HookType.AFTER_TEST_CASE, tags);

/// <summary>Runs before each step that is run; where it fails, the step fails.</summary>
/// <param name="tags">Tags (<c>mqtt</c> or <c>@mqtt</c>) or tag expressions (<c>@mqtt and not @slow</c>), of which one must be met.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BeforeStepAttribute(params string[] tags) : HookAttribute(Wire.HookType.BEFORE_TEST_STEP, tags);

/// <summary>Runs after each step that was run, whatever came of it; where it fails, the step fails.</summary>
/// <param name="tags">Tags (<c>mqtt</c> or <c>@mqtt</c>) or tag expressions (<c>@mqtt and not @slow</c>), of which one must be met.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AfterStepAttribute(params string[] tags) : HookAttribute(Wire.HookType.AFTER_TEST_STEP, tags);

/// <summary>Runs a static method before the first scenario. Its parameters come from the root services.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BeforeTestRunAttribute() : HookAttribute(Wire.HookType.BEFORE_TEST_RUN, []);

/// <summary>Runs a static method after the last scenario. Its parameters come from the root services.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AfterTestRunAttribute() : HookAttribute(Wire.HookType.AFTER_TEST_RUN, []);
