using CertHarness.Model;
using CertHarness.Model.Configuration;

namespace CertHarness.Cli.Output;

/// <summary>Findings about the configuration, one a line, as compilers print them.</summary>
internal static class DiagnosticLines
{
    /// <summary>Writes the findings and their number.</summary>
    public static void Write(IReadOnlyList<Diagnostic> diagnostics, TextWriter writer)
    {
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteLine(diagnostic.Severity == Severity.Error ? $"error {diagnostic}" : $"{diagnostic}");
            foreach (var line in diagnostic.Remedy?.Split('\n') ?? [])
                writer.WriteLine($"    {line}");
        }

        var errors = Errors(diagnostics);
        writer.WriteLine($"{Counted.Of(errors, "error")}, {Counted.Of(diagnostics.Count - errors, "warning")}");
    }

    /// <summary>The findings and their number in one line.</summary>
    public static string Json(IReadOnlyList<Diagnostic> diagnostics) => JsonLine.Of(json =>
    {
        json.WriteNumber("errors", Errors(diagnostics));
        json.WriteNumber("warnings", diagnostics.Count - Errors(diagnostics));
        json.WriteStartArray("findings");
        foreach (var diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteString("severity", Spelling.Of(diagnostic.Severity));
            json.WriteString("file", diagnostic.File);
            json.WriteNumber("line", diagnostic.Line);
            json.WriteNumber("column", diagnostic.Column);
            json.WriteString("message", diagnostic.Message);
            json.WriteString("expected", diagnostic.Expected);
            json.WriteString("remedy", diagnostic.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static int Errors(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Count(d => d.Severity == Severity.Error);
}
