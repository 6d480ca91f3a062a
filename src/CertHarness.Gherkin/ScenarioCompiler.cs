namespace CertHarness.Gherkin;

/// <summary>Joins pickles with what only the syntax tree knows: keywords, lines, rules.</summary>
internal static class ScenarioCompiler
{
    public static IReadOnlyList<Scenario> Compile(Wire.GherkinDocument document, IReadOnlyList<Wire.Pickle> pickles)
    {
        if (document.Feature is not { } feature)
            return [];
        var steps = new Dictionary<string, Wire.Step>();
        var rules = new Dictionary<string, string>();
        foreach (var child in feature.Children)
        {
            Collect(child.Background, child.Scenario, null);
            foreach (var inner in child.Rule?.Children ?? [])
                Collect(inner.Background, inner.Scenario, child.Rule!.Name);
        }

        var description = Dedent(feature.Description);
        return [.. pickles.Select(Join)];

        void Collect(Wire.Background? background, Wire.Scenario? scenario, string? rule)
        {
            foreach (var step in background?.Steps ?? [])
                steps[step.Id] = step;
            foreach (var step in scenario?.Steps ?? [])
                steps[step.Id] = step;
            if (scenario is not null && rule is not null)
                rules[scenario.Id] = rule;
        }

        Scenario Join(Wire.Pickle pickle) => new()
        {
            Key = KeyOf(pickle.Uri, (int)pickle.Location.Line),
            Name = pickle.Name,
            Uri = pickle.Uri,
            Line = (int)pickle.Location.Line,
            Feature = feature.Name,
            FeatureDescription = description,
            Rule = rules.GetValueOrDefault(pickle.AstNodeIds[0]),
            Language = pickle.Language,
            Tags = [.. pickle.Tags.Select(t => t.Name).Distinct()],
            Steps = [.. pickle.Steps.Select(s => JoinStep(s, steps[s.AstNodeIds[0]]))],
            Pickle = pickle,
        };
    }

    /// <summary>A description with the indentation of the file taken off.</summary>
    public static string Dedent(string? description) =>
        description is null ? "" : string.Join('\n', description.Split('\n').Select(l => l.Trim())).Trim('\n');

    private static string KeyOf(string uri, int line)
    {
        const string ending = ".feature";
        var stem = uri.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? uri[..^ending.Length] : uri;
        return $"{stem}-{line}";
    }

    private static ScenarioStep JoinStep(Wire.PickleStep step, Wire.Step source) => new(
        step.Text,
        source.Keyword.Trim(),
        step.Type switch
        {
            Wire.PickleStepType.CONTEXT => KeywordType.Context,
            Wire.PickleStepType.ACTION => KeywordType.Action,
            Wire.PickleStepType.OUTCOME => KeywordType.Outcome,
            _ => KeywordType.Unknown,
        },
        (int)source.Location.Line,
        step);
}
