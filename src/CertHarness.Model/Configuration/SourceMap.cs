namespace CertHarness.Model.Configuration;

/// <summary>Where in a file its parts stand, so that a check across files can point at them.</summary>
/// <param name="file">The file as the caller names it.</param>
public sealed class SourceMap(string file)
{
    private readonly Dictionary<string, (int Line, int Column)> _positions = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _elsewhere = new(StringComparer.Ordinal);

    /// <summary>Says that a part does not come from the file.</summary>
    /// <param name="part">The part, such as <c>profile</c> or <c>start.embedded</c>.</param>
    /// <param name="place">Where it comes from, such as an option of the command line.</param>
    public void Override(string part, string place) => _elsewhere[part] = place;

    internal void Mark(string part, int line, int column) => _positions.TryAdd(part, (line, column));

    /// <summary>An error at a part; where the part is not known, at the top of the file.</summary>
    internal Diagnostic Error(string part, string message, string expected)
    {
        if (_elsewhere.TryGetValue(part, out var place))
            return new Diagnostic(Severity.Error, place, 1, 1, message, expected);

        var (line, column) = _positions.GetValueOrDefault(part, (1, 1));
        return new Diagnostic(Severity.Error, file, line, column, message, expected);
    }
}
