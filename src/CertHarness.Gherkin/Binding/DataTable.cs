namespace CertHarness.Gherkin.Binding;

/// <summary>The table under a step. Its first row is the header.</summary>
public sealed class DataTable
{
    private readonly string[][] _cells;

    /// <summary>Creates a table.</summary>
    /// <param name="cells">All rows, the header first, each with the same number of cells.</param>
    /// <exception cref="ArgumentException">There is no row, or a row is longer or shorter than the header.</exception>
    public DataTable(IEnumerable<IEnumerable<string>> cells)
    {
        _cells = [.. cells.Select(r => r.ToArray())];
        if (_cells.Length == 0)
            throw new ArgumentException("A table has at least one row.", nameof(cells));
        var odd = Array.FindIndex(_cells, r => r.Length != _cells[0].Length);
        if (odd >= 0)
            throw new ArgumentException($"Row {odd + 1} has {_cells[odd].Length} cells, the header has {_cells[0].Length}.", nameof(cells));
        Rows = [.. _cells.Skip(1).Select(r => new DataTableRow(this, r))];
    }

    /// <summary>The cells of the first row.</summary>
    public IReadOnlyList<string> Header => _cells[0];

    /// <summary>The rows after the header.</summary>
    public IReadOnlyList<DataTableRow> Rows { get; }

    /// <summary>All rows, the header first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AsStrings() => _cells;

    /// <summary>The table read downwards: the first cell of each row, the first one too, is a key, the second its value.</summary>
    /// <exception cref="InvalidOperationException">The table has not two columns, or a key stands in it twice.</exception>
    public IReadOnlyDictionary<string, string> CreateDictionary()
    {
        if (Header.Count != 2)
            throw new InvalidOperationException($"Expected a table of two columns, found {Header.Count}.");
        var pairs = new Dictionary<string, string>();
        foreach (var row in _cells)
        {
            if (!pairs.TryAdd(row[0], row[1]))
                throw new InvalidOperationException($"The key '{row[0]}' stands in the table twice.");
        }

        return pairs;
    }

    /// <summary>The table with rows and columns exchanged.</summary>
    public DataTable Transpose() => new(Enumerable.Range(0, Header.Count).Select(c => _cells.Select(r => r[c])));

    /// <summary>The table as it would stand in a feature.</summary>
    public override string ToString() => string.Join('\n', _cells.Select(r => $"| {string.Join(" | ", r)} |"));

    internal static DataTable From(Wire.PickleTable table) => new(table.Rows.Select(r => r.Cells.Select(c => c.Value)));
}

/// <summary>A row of a table.</summary>
public sealed class DataTableRow
{
    private readonly DataTable _table;
    private readonly string[] _cells;

    internal DataTableRow(DataTable table, string[] cells)
    {
        _table = table;
        _cells = cells;
    }

    /// <summary>The cells, from left to right.</summary>
    public IReadOnlyList<string> Values => _cells;

    /// <summary>A cell by its column, from 0.</summary>
    /// <param name="column">The column.</param>
    public string this[int column] => _cells[column];

    /// <summary>A cell by its column's header.</summary>
    /// <param name="header">The header.</param>
    /// <exception cref="KeyNotFoundException">The table has no such column.</exception>
    public string this[string header] => TryGetValue(header, out var value)
        ? value
        : throw new KeyNotFoundException(
            $"The table has no column '{header}'; it has {string.Join(", ", _table.Header.Select(h => $"'{h}'"))}.");

    /// <summary>Whether the table has a column.</summary>
    /// <param name="header">The column's header.</param>
    public bool ContainsKey(string header) => _table.Header.Contains(header);

    /// <summary>A cell by its column's header, where the table has it.</summary>
    /// <param name="header">The header.</param>
    /// <param name="value">The cell, or empty.</param>
    /// <returns>Whether the table has the column.</returns>
    public bool TryGetValue(string header, out string value)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            if (_table.Header[i] == header)
            {
                value = _cells[i];
                return true;
            }
        }

        value = "";
        return false;
    }
}
