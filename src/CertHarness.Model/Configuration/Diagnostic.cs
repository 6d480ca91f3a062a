namespace CertHarness.Model.Configuration;

/// <summary>Something in a configuration file that is not right.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What was found, such as "found 'foo'".</param>
/// <param name="Expected">What would be right, such as "one of basic, substantial, high".</param>
public sealed record Diagnostic(Severity Severity, string File, int Line, int Column, string Message, string Expected)
{
    /// <summary>Text that would put it right as it stands, such as code; several lines, or null.</summary>
    public string? Remedy { get; init; }

    /// <summary>One line in the form that editors and CI systems make clickable.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column}: {(Severity == Severity.Warning ? "warning: " : "")}{Message}, expected {Expected}";
}
