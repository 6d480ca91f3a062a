namespace CertHarness.Gherkin;

/// <summary>A scenario that can be run: backgrounds put before its steps, the values of its examples row filled in.</summary>
public sealed record Scenario
{
    /// <summary>Unique and stable for a suite: file without ending and line, such as <c>mqtt/retained-messages-23</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The scenario's name, with the values of its row filled in.</summary>
    public required string Name { get; init; }

    /// <summary>The feature file, as its source names it.</summary>
    public required string Uri { get; init; }

    /// <summary>The line of the scenario, or of the row of its examples.</summary>
    public required int Line { get; init; }

    /// <summary>The feature's name.</summary>
    public required string Feature { get; init; }

    /// <summary>The text under the feature's name, or empty.</summary>
    public required string FeatureDescription { get; init; }

    /// <summary>The name of the rule that it stands in, or null.</summary>
    public required string? Rule { get; init; }

    /// <summary>The language of the keywords, such as <c>de</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The tags of feature, rule, scenario and examples, each with its <c>@</c>.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }

    /// <summary>The scenario as Cucumber Messages has it.</summary>
    public required Wire.Pickle Pickle { get; init; }

    /// <summary>Scenarios are the same when they are the same object.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(Scenario? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A step of a scenario.</summary>
/// <param name="Text">What follows the keyword, with the values of the examples row filled in.</param>
/// <param name="Keyword">The keyword as written, such as <c>Given</c>, <c>And</c> or <c>Angenommen</c>.</param>
/// <param name="KeywordType">The part that it plays.</param>
/// <param name="Line">Its line in the feature file.</param>
/// <param name="PickleStep">The step as Cucumber Messages has it, with its table or doc string.</param>
public sealed record ScenarioStep(string Text, string Keyword, KeywordType KeywordType, int Line, Wire.PickleStep PickleStep);
