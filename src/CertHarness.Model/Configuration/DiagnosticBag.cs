namespace CertHarness.Model.Configuration;

/// <summary>Collects all diagnostics of all files, so that they can be told at once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];

    /// <summary>The diagnostics by file, in the order in which the files came up, then by line and column.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. _items.GroupBy(d => d.File).SelectMany(file => file.OrderBy(d => d.Line).ThenBy(d => d.Column))];

    /// <summary>Whether any of them is an error.</summary>
    public bool HasErrors => _items.Exists(d => d.Severity == Severity.Error);

    /// <summary>Adds a diagnostic.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    public void Add(Diagnostic diagnostic) => _items.Add(diagnostic);
}
