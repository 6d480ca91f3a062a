using System.Text;
using CertHarness.Gherkin.Expressions;

namespace CertHarness.Gherkin.Execution;

/// <summary>Writes the code that would define an undefined step.</summary>
internal static class SnippetWriter
{
    public static IReadOnlyList<string> Write(ScenarioStep step, ParameterTypeRegistry registry) =>
        [.. ExpressionGenerator.Generate(step.Text, registry).Select(e => Write(step, e))];

    private static string Write(ScenarioStep step, GeneratedExpression expression)
    {
        var attribute = step.KeywordType switch
        {
            KeywordType.Context => "Given",
            KeywordType.Action => "When",
            KeywordType.Outcome => "Then",
            _ => "StepDefinition",
        };
        var parameters = expression.ParameterTypes.Select((t, i) => $"{NameOf(t.Type)} {NameOf(t, i, expression)}").ToList();
        if (step.PickleStep.Argument?.DataTable is not null)
            parameters.Add("DataTable table");
        else if (step.PickleStep.Argument?.DocString is not null)
            parameters.Add("string text");
        var literal = expression.Source.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $$"""
            [{{attribute}}("{{literal}}")]
            public void {{MethodName(attribute, expression.Source)}}({{string.Join(", ", parameters)}})
            {
                throw new PendingStepException();
            }
            """;
    }

    private static string NameOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => "int",
        TypeCode.Single => "float",
        TypeCode.Double => "double",
        TypeCode.String => "string",
        _ => type.Name,
    };

    private static string NameOf(ParameterType type, int index, GeneratedExpression expression)
    {
        var name = type.Name switch
        {
            "string" => "text",
            "int" or "float" => "number",
            _ => type.Name,
        };
        return expression.ParameterTypes.Count == 1 ? name : $"{name}{index + 1}";
    }

    private static string MethodName(string attribute, string expression)
    {
        var name = new StringBuilder(attribute == "StepDefinition" ? "" : attribute);
        var upper = true;
        foreach (var c in expression)
        {
            if (char.IsLetterOrDigit(c))
            {
                name.Append(upper ? char.ToUpperInvariant(c) : c);
                upper = false;
            }
            else if (c != '\'')
            {
                upper = true;
            }
        }

        return name.Length == 0 || char.IsDigit(name[0]) ? $"Step{name}" : name.ToString();
    }
}
