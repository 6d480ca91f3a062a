namespace CertHarness.Model.Configuration;

/// <summary>Where in a file its parts stand, so that a check across files can point at them.</summary>
/// <param name="file">The file as the caller names it.</param>
public sealed class SourceMap(string file)
{
    private readonly Dictionary<string, (int Line, int Column)> _positions = new(StringComparer.Ordinal);

    internal void Mark(string part, int line, int column) => _positions.TryAdd(part, (line, column));

    /// <summary>An error at a part; where the part is not known, at the top of the file.</summary>
    internal Diagnostic Error(string part, string message, string expected)
    {
        var (line, column) = _positions.GetValueOrDefault(part, (1, 1));
        return new Diagnostic(Severity.Error, file, line, column, message, expected);
    }
}
