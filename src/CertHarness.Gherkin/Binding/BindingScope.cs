using System.Reflection;

namespace CertHarness.Gherkin.Binding;

/// <summary>The scenarios that a binding is for.</summary>
internal sealed class BindingScope
{
    private readonly Rule[] _rules;

    private BindingScope(Rule[] rules) => _rules = rules;

    /// <summary>Reads the scopes of a method and its class; null where it is for all scenarios.</summary>
    /// <exception cref="TagExpressionException">A tag expression cannot be read.</exception>
    public static BindingScope? Of(MethodInfo method, Type type)
    {
        var ofClass = Rules(type);
        var ofMethod = Rules(method);
        if (ofClass.Length == 0 && ofMethod.Length == 0)
            return null;
        // A method's scope narrows its class's.
        if (ofClass.Length == 0 || ofMethod.Length == 0)
            return new BindingScope([.. ofClass, .. ofMethod]);
        return new BindingScope([.. ofClass.SelectMany(c => ofMethod.Select(m => new Rule(
            [.. c.Tags, .. m.Tags], [.. c.Features, .. m.Features], [.. c.Scenarios, .. m.Scenarios])))]);
    }

    public bool Covers(Scenario scenario) => Array.Exists(_rules, r => r.Covers(scenario));

    private static Rule[] Rules(MemberInfo member) => [.. member.GetCustomAttributes<ScopeAttribute>(inherit: true).Select(s => new Rule(
        s.Tag is null ? [] : [TagExpression.Parse(s.Tag)],
        s.Feature is null ? [] : [s.Feature],
        s.Scenario is null ? [] : [s.Scenario]))];

    private sealed record Rule(TagExpression[] Tags, string[] Features, string[] Scenarios)
    {
        public bool Covers(Scenario scenario) =>
            Array.TrueForAll(Tags, t => t.Matches(scenario.Tags))
            && Array.TrueForAll(Features, f => f == scenario.Feature)
            && Array.TrueForAll(Scenarios, s => s == scenario.Name);
    }
}
