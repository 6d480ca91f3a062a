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

        var errors = diagnostics.Count(d => d.Severity == Severity.Error);
        writer.WriteLine($"{Counted.Of(errors, "error")}, {Counted.Of(diagnostics.Count - errors, "warning")}");
    }
}
