namespace CertHarness.Gherkin.Messages;

/// <summary>
/// Writes features and what is made of them, of which a suite has many, without the general serializer. What it writes is the same.
/// </summary>
internal static class FeatureJson
{
    /// <summary>Writes a message; false where it is of another kind and nothing was written.</summary>
    public static bool TryWrite(JsonBuffer json, Wire.Envelope envelope)
    {
        if (envelope.Pickle is { } pickle)
            Write(json, pickle);
        else if (envelope.GherkinDocument is { } document)
            Write(json, document);
        else
            return false;
        return true;
    }

    private static void Write(JsonBuffer json, Wire.Pickle pickle)
    {
        json.Raw("{\"pickle\":"u8);
        var fields = new JsonFields(json);
        fields.Text("id"u8, pickle.Id);
        fields.Text("uri"u8, pickle.Uri);
        fields.Place(pickle.Location);
        fields.Text("name"u8, pickle.Name);
        fields.Text("language"u8, pickle.Language);
        fields.Array("steps"u8, pickle.Steps, Write);
        fields.Array("tags"u8, pickle.Tags, Write);
        fields.Texts("astNodeIds"u8, pickle.AstNodeIds);
        fields.End();
        json.Byte('}');
    }

    private static void Write(JsonBuffer json, Wire.PickleStep step)
    {
        var fields = new JsonFields(json);
        if (step.Argument is { } argument)
            fields.General("argument"u8, argument);
        fields.Texts("astNodeIds"u8, step.AstNodeIds);
        fields.Text("id"u8, step.Id);
        fields.Word("type"u8, Words.Of(step.Type));
        fields.Text("text"u8, step.Text);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.PickleTag tag)
    {
        var fields = new JsonFields(json);
        fields.Text("name"u8, tag.Name);
        fields.Text("astNodeId"u8, tag.AstNodeId);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.GherkinDocument document)
    {
        json.Raw("{\"gherkinDocument\":"u8);
        var fields = new JsonFields(json);
        fields.Text("uri"u8, document.Uri);
        if (document.Feature is { } feature)
        {
            fields.Name("feature"u8);
            Write(json, feature);
        }

        fields.Array("comments"u8, document.Comments, Write);
        fields.End();
        json.Byte('}');
    }

    private static void Write(JsonBuffer json, Wire.Feature feature)
    {
        var fields = new JsonFields(json);
        fields.Place(feature.Location);
        fields.Array("tags"u8, feature.Tags, Write);
        fields.Text("language"u8, feature.Language);
        fields.Text("keyword"u8, feature.Keyword);
        fields.Text("name"u8, feature.Name);
        fields.Text("description"u8, feature.Description);
        fields.Array("children"u8, feature.Children, Write);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.FeatureChild child)
    {
        var fields = new JsonFields(json);
        if (child.Rule is { } rule)
        {
            fields.Name("rule"u8);
            Write(json, rule);
        }

        Write(ref fields, child.Background, child.Scenario);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Rule rule)
    {
        var fields = new JsonFields(json);
        fields.Place(rule.Location);
        fields.Array("tags"u8, rule.Tags, Write);
        fields.Text("keyword"u8, rule.Keyword);
        fields.Text("name"u8, rule.Name);
        fields.Text("description"u8, rule.Description);
        fields.Array("children"u8, rule.Children, Write);
        fields.Text("id"u8, rule.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.RuleChild child)
    {
        var fields = new JsonFields(json);
        Write(ref fields, child.Background, child.Scenario);
        fields.End();
    }

    private static void Write(ref JsonFields fields, Wire.Background? background, Wire.Scenario? scenario)
    {
        if (background is not null)
        {
            fields.Name("background"u8);
            Write(fields.Json, background);
        }

        if (scenario is not null)
        {
            fields.Name("scenario"u8);
            Write(fields.Json, scenario);
        }
    }

    private static void Write(JsonBuffer json, Wire.Background background)
    {
        var fields = new JsonFields(json);
        fields.Place(background.Location);
        fields.Text("keyword"u8, background.Keyword);
        fields.Text("name"u8, background.Name);
        fields.Text("description"u8, background.Description);
        fields.Array("steps"u8, background.Steps, Write);
        fields.Text("id"u8, background.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Scenario scenario)
    {
        var fields = new JsonFields(json);
        fields.Place(scenario.Location);
        fields.Array("tags"u8, scenario.Tags, Write);
        fields.Text("keyword"u8, scenario.Keyword);
        fields.Text("name"u8, scenario.Name);
        fields.Text("description"u8, scenario.Description);
        fields.Array("steps"u8, scenario.Steps, Write);
        fields.Array("examples"u8, scenario.Examples, Write);
        fields.Text("id"u8, scenario.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Step step)
    {
        var fields = new JsonFields(json);
        fields.Place(step.Location);
        fields.Text("keyword"u8, step.Keyword);
        fields.Word("keywordType"u8, Words.Of(step.KeywordType));
        fields.Text("text"u8, step.Text);
        if (step.DocString is { } text)
            fields.General("docString"u8, text);
        if (step.DataTable is { } table)
        {
            fields.Name("dataTable"u8);
            var inner = new JsonFields(json);
            inner.Place(table.Location);
            inner.Array("rows"u8, table.Rows, Write);
            inner.End();
        }

        fields.Text("id"u8, step.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Examples examples)
    {
        var fields = new JsonFields(json);
        fields.Place(examples.Location);
        fields.Array("tags"u8, examples.Tags, Write);
        fields.Text("keyword"u8, examples.Keyword);
        fields.Text("name"u8, examples.Name);
        fields.Text("description"u8, examples.Description);
        if (examples.TableHeader is { } header)
        {
            fields.Name("tableHeader"u8);
            Write(json, header);
        }

        fields.Array("tableBody"u8, examples.TableBody, Write);
        fields.Text("id"u8, examples.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.TableRow row)
    {
        var fields = new JsonFields(json);
        fields.Place(row.Location);
        fields.Array("cells"u8, row.Cells, Write);
        fields.Text("id"u8, row.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.TableCell cell)
    {
        var fields = new JsonFields(json);
        fields.Place(cell.Location);
        fields.Text("value"u8, cell.Value);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Tag tag)
    {
        var fields = new JsonFields(json);
        fields.Place(tag.Location);
        fields.Text("name"u8, tag.Name);
        fields.Text("id"u8, tag.Id);
        fields.End();
    }

    private static void Write(JsonBuffer json, Wire.Comment comment)
    {
        var fields = new JsonFields(json);
        fields.Place(comment.Location);
        fields.Text("text"u8, comment.Text);
        fields.End();
    }
}
