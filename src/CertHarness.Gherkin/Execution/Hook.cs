using CertHarness.Gherkin.Binding;

namespace CertHarness.Gherkin.Execution;

/// <summary>A method bound to a moment of the run.</summary>
internal sealed class Hook(BoundMethod method, HookAttribute attribute, TagExpression[] tags, BindingScope? scope)
{
    public BoundMethod Method { get; } = method;

    public Wire.HookType Type { get; } = attribute.Type;

    public int Order { get; } = attribute.Order;

    public int Index { get; set; }

    /// <summary>The filter as Cucumber Messages wants it, or null.</summary>
    public string? TagExpression { get; } = attribute.Tags.Count == 0 ? null : string.Join(" or ", attribute.Tags.Select(t =>
        t.Contains(' ', StringComparison.Ordinal) ? attribute.Tags.Count == 1 ? t : $"( {t} )" : t.StartsWith('@') ? t : '@' + t));

    public bool Covers(Scenario scenario) =>
        (tags.Length == 0 || Array.Exists(tags, t => t.Matches(scenario.Tags))) && (scope is null || scope.Covers(scenario));
}
