using System.Globalization;

namespace CertHarness.LoadBench;

/// <summary>The table that is printed.</summary>
internal sealed class Rows
{
    private readonly List<string> _lines = [];

    /// <summary>A figure against a peer's.</summary>
    public void Ratio(string figure, string peer, double ours, double theirs, double atLeast) =>
        Add(figure, peer, Text($"{ours:N0}"), Text($"{theirs:N0}"), Text($"**{ours / theirs:F2}**"), Text($"{atLeast} x"));

    /// <summary>A figure against a bound.</summary>
    public void Bound(string figure, string ours, string bound) => Add(figure, "", ours, "", "", bound);

    /// <summary>A figure against a computed value.</summary>
    public void Exact(string figure, double ours, double exact) => Add(
        figure, "computed", Text($"{ours:F2} ms"), Text($"{exact:F2} ms"), Text($"**{100 * (ours - exact) / exact:+0.0;-0.0} %**"), "within 5 %");

    /// <summary>A figure beside the others.</summary>
    public void Note(string figure, string text) => Add(figure, "", text, "", "", "");

    public void Print(TextWriter output)
    {
        output.WriteLine("\n| figure | peer | ours | peer's | ratio | goal |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var line in _lines)
            output.WriteLine(line);
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Add(params string[] cells)
    {
        var line = $"| {string.Join(" | ", cells)} |";
        Console.WriteLine(line);
        _lines.Add(line);
    }
}
