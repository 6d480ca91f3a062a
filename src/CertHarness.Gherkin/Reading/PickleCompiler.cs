namespace CertHarness.Gherkin.Reading;

/// <summary>Makes the scenarios of a syntax tree: backgrounds put before the steps, the values of examples rows filled in.</summary>
internal sealed class PickleCompiler
{
    private static readonly List<Wire.TableCell> NoCells = [];
    private readonly IncrementingIds _ids;
    private readonly string _uri;
    private readonly string _stem;
    private readonly Wire.Feature _feature;
    private readonly string _description;
    private readonly List<Scenario> _scenarios = [];
    private Wire.PickleStepType _last;

    private PickleCompiler(string uri, Wire.Feature feature, IncrementingIds ids)
    {
        const string ending = ".feature";
        _ids = ids;
        _uri = uri;
        _stem = uri.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? uri[..^ending.Length] : uri;
        _feature = feature;
        _description = Dedent(feature.Description);
    }

    /// <summary>The scenarios of a document, in the order of the file.</summary>
    public static IReadOnlyList<Scenario> Compile(Wire.GherkinDocument document, IncrementingIds ids)
    {
        if (document.Feature is not { } feature)
            return [];
        var compiler = new PickleCompiler(document.Uri, feature, ids);
        List<Wire.Step>? background = null;
        foreach (var child in feature.Children)
        {
            if (child.Background is not null)
                background = child.Background.Steps;
            else if (child.Rule is not null)
                compiler.Add(child.Rule, background);
            else
                compiler.Add(child.Scenario, feature.Tags, background, null);
        }

        return compiler._scenarios;
    }

    /// <summary>A description with the indentation of the file taken off.</summary>
    public static string Dedent(string? description) => string.IsNullOrEmpty(description)
        ? ""
        : string.Join('\n', description.Split('\n').Select(l => l.Trim())).Trim('\n');

    private void Add(Wire.Rule rule, List<Wire.Step>? background)
    {
        List<Wire.Tag> tags = [.. _feature.Tags, .. rule.Tags];
        foreach (var child in rule.Children)
        {
            if (child.Background is not null)
                background = [.. background ?? [], .. child.Background.Steps];
            else
                Add(child.Scenario, tags, background, rule.Name);
        }
    }

    private void Add(Wire.Scenario scenario, List<Wire.Tag> inherited, List<Wire.Step>? background, string? rule)
    {
        _last = Wire.PickleStepType.UNKNOWN;
        List<Wire.Tag> tags = scenario.Tags.Count == 0 ? inherited : [.. inherited, .. scenario.Tags];
        if (scenario.Examples.Count == 0)
        {
            Add(scenario, tags, background, rule, NoCells, null);
            return;
        }

        foreach (var examples in scenario.Examples)
        {
            List<Wire.Tag> all = examples.Tags.Count == 0 ? tags : [.. tags, .. examples.Tags];
            foreach (var row in examples.TableBody)
                Add(scenario, all, background, rule, examples.TableHeader.Cells, row);
        }
    }

    private void Add(
        Wire.Scenario scenario, List<Wire.Tag> tags, List<Wire.Step>? background, string? rule, List<Wire.TableCell> header, Wire.TableRow? row)
    {
        var count = scenario.Steps.Count == 0 ? 0 : scenario.Steps.Count + (background?.Count ?? 0);
        var steps = new ScenarioStep[count];
        var pickleSteps = new List<Wire.PickleStep>(count);
        if (count > 0 && background is not null)
        {
            foreach (var step in background)
                Add(step, NoCells, null);
        }

        foreach (var step in scenario.Steps)
            Add(step, header, row);

        var location = row?.Location ?? scenario.Location;
        var name = Fill(scenario.Name, header, row);
        var pickleTags = new List<Wire.PickleTag>(tags.Count);
        foreach (var tag in tags)
            pickleTags.Add(new Wire.PickleTag(tag.Name, tag.Id));
        var pickle = new Wire.Pickle(
            _ids.GetNewId(), _uri, location, name, _feature.Language, pickleSteps, pickleTags, row is null ? [scenario.Id] : [scenario.Id, row.Id]);
        _scenarios.Add(new Scenario
        {
            Key = $"{_stem}-{location.Line}",
            Name = name,
            Uri = _uri,
            Line = (int)location.Line,
            Feature = _feature.Name,
            FeatureDescription = _description,
            Rule = rule,
            Language = _feature.Language,
            Tags = tags.Count == 0 ? [] : [.. tags.Select(t => t.Name).Distinct()],
            Steps = steps,
            Pickle = pickle,
        });

        void Add(Wire.Step step, List<Wire.TableCell> header, Wire.TableRow? row)
        {
            var pickleStep = StepOf(step, header, row);
            steps[pickleSteps.Count] = new ScenarioStep(
                pickleStep.Text, step.Keyword.Trim(), TypeOf(pickleStep.Type), (int)step.Location.Line, pickleStep);
            pickleSteps.Add(pickleStep);
        }
    }

    private Wire.PickleStep StepOf(Wire.Step step, List<Wire.TableCell> header, Wire.TableRow? row)
    {
        _last = step.KeywordType switch
        {
            Wire.StepKeywordType.CONTEXT => Wire.PickleStepType.CONTEXT,
            Wire.StepKeywordType.ACTION => Wire.PickleStepType.ACTION,
            Wire.StepKeywordType.OUTCOME => Wire.PickleStepType.OUTCOME,
            Wire.StepKeywordType.CONJUNCTION => _last,
            _ => Wire.PickleStepType.UNKNOWN,
        };
        return new Wire.PickleStep(
            ArgumentOf(step, header, row),
            row is null ? [step.Id] : [step.Id, row.Id],
            _ids.GetNewId(),
            _last,
            Fill(step.Text, header, row));
    }

    private static Wire.PickleStepArgument? ArgumentOf(Wire.Step step, List<Wire.TableCell> header, Wire.TableRow? row)
    {
        if (step.DataTable is null && step.DocString is null)
            return null;
        // Where a step has both, each tells which of them comes first.
        var both = step.DataTable is not null && step.DocString is not null;
        var tableFirst = both && step.DocString!.Location.Line > step.DataTable!.Location.Line;
        var text = step.DocString is { } docString
            ? new Wire.PickleDocString(
                both ? (tableFirst ? 2 : 1) : null,
                docString.MediaType is null ? null : Fill(docString.MediaType, header, row),
                Fill(docString.Content, header, row))
            : null;
        var table = step.DataTable is { } dataTable
            ? new Wire.PickleTable(
                both ? (tableFirst ? 1 : 2) : null,
                [.. dataTable.Rows.Select(r => new Wire.PickleTableRow([.. r.Cells.Select(c => new Wire.PickleTableCell(Fill(c.Value, header, row)))]))])
            : null;
        return new Wire.PickleStepArgument(text, table);
    }

    /// <summary>A text with the values of a row in place of the names in angle brackets.</summary>
    private static string Fill(string text, List<Wire.TableCell> header, Wire.TableRow? row)
    {
        for (var i = 0; i < header.Count; i++)
            text = text.Replace($"<{header[i].Value}>", row!.Cells[i].Value, StringComparison.Ordinal);
        return text;
    }

    private static KeywordType TypeOf(Wire.PickleStepType type) => type switch
    {
        Wire.PickleStepType.CONTEXT => KeywordType.Context,
        Wire.PickleStepType.ACTION => KeywordType.Action,
        Wire.PickleStepType.OUTCOME => KeywordType.Outcome,
        _ => KeywordType.Unknown,
    };
}
