using System.Globalization;
using System.Net;
using System.Text;
using CertHarness.Model.Measuring;

namespace CertHarness.Reporting.Charts;

/// <summary>
/// A line chart as one self-contained SVG element: it shows alike in an HTML page, as an attachment and on paper. Every colour is an
/// attribute that the style of a page may override by class.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What goes to the right.</param>
/// <param name="YLabel">What goes up.</param>
/// <param name="Lines">The lines.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartLine> Lines)
{
    private const int Width = 560;
    private const int Plot = 190;
    private const int Left = 64;
    private const int Right = 28;
    private const int Head = 52;
    private const int MarkRow = 15;
    private const int MostMarkRows = 4;
    private const int LegendRow = 20;
    private const int LegendSample = 32;
    private const double CharacterWidth = 6.6;

    // Told apart by people who do not see all colours (Okabe and Ito 2008), and by their dashes in black and white.
    private static readonly (string Colour, string Dash)[] Styles =
        [("#0072b2", ""), ("#d55e00", "6 3"), ("#009e73", "2 3"), ("#cc79a7", "8 3 2 3"), ("#7a5c00", "1 2")];

    /// <summary>Whether the axis to the right has equal distances for equal factors.</summary>
    public bool IsLogarithmicX { get; init; }

    /// <summary>Whether the axis up has.</summary>
    public bool IsLogarithmicY { get; init; }

    /// <summary>Named moments, such as a fault and the recovery from it.</summary>
    public IReadOnlyList<NamedMoment> Marks { get; init; } = [];

    /// <summary>The language of its numbers: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The picture of what a scenario measured, in a language.</summary>
    /// <param name="chart">The numbers.</param>
    /// <param name="language"><c>en</c> or <c>de</c>.</param>
    public static LineChart Of(Chart chart, string language)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return new LineChart(
            Text(chart.Title),
            Label(chart.X),
            Label(chart.Y),
            [.. chart.Series.Select(s => new ChartLine(Text(s.Label), s.Points))])
        {
            IsLogarithmicX = chart.X.Logarithmic,
            IsLogarithmicY = chart.Y.Logarithmic,
            Marks = [.. chart.Marks.Select(m => new NamedMoment(m.X, Text(m.Label)))],
            Language = language,
        };

        string Text(Model.LocalizedText text) => Printable.Cut(text.In(language), 120);

        string Label(ChartAxis axis) => axis.Unit.Length == 0 ? Text(axis.Label) : $"{Text(axis.Label)} ({Printable.Cut(Units.In(language, axis.Unit), 40)})";
    }

    /// <summary>Where the plot begins: below the rows with the words of the marks.</summary>
    private int Top => Head + (Math.Min(Marks.Count, MostMarkRows) * MarkRow);

    /// <summary>Draws it.</summary>
    /// <returns>An <c>svg</c> element.</returns>
    public string Draw()
    {
        var points = Lines.SelectMany(line => line.Points).ToList();
        var x = Axis.Of(points.Select(point => point.X).Concat(Marks.Select(mark => mark.X)), IsLogarithmicX);
        var y = Axis.Of(points.Select(point => point.Y), IsLogarithmicY, fromZero: true);
        var legend = Legend();
        var height = Top + Plot + 40 + (legend.Count == 0 ? 0 : (legend[^1].Row + 1) * LegendRow) + 6;
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Escape(Title)}\" font-family=\"sans-serif\" font-size=\"12\">");
        Append(svg, $"<rect class=\"chart-ground\" width=\"{Width}\" height=\"{height}\" fill=\"#fff\"/>");
        Append(svg, $"<text class=\"chart-ink\" x=\"8\" y=\"18\" font-weight=\"bold\" fill=\"#16202b\">{Escape(Title)}</text>");
        DrawAxes(svg, x, y);
        foreach (var (line, index) in Lines.Select((line, index) => (line, index)))
            DrawLine(svg, line, index, x, y);
        DrawMarks(svg, x);
        foreach (var (index, left, row) in legend)
            DrawLegend(svg, index, left, Top + Plot + 40 + (row * LegendRow));
        return svg.Append("</svg>").ToString();
    }

    private void DrawAxes(StringBuilder svg, Axis x, Axis y)
    {
        foreach (var tick in x.Ticks)
            Append(svg, $"<path class=\"chart-grid\" d=\"M{X(x, tick):F1} {Top}V{Top + Plot}\" stroke=\"#e3e6ea\"/><text class=\"chart-quiet\" x=\"{X(x, tick):F1}\" y=\"{Top + Plot + 16}\" text-anchor=\"middle\" fill=\"#525e6b\">{Number(tick)}</text>");
        foreach (var tick in y.Ticks)
            Append(svg, $"<path class=\"chart-grid\" d=\"M{Left} {Y(y, tick):F1}H{Width - Right}\" stroke=\"#e3e6ea\"/><text class=\"chart-quiet\" x=\"{Left - 6}\" y=\"{Y(y, tick) + 4:F1}\" text-anchor=\"end\" fill=\"#525e6b\">{Number(tick)}</text>");
        Append(svg, $"<path class=\"chart-frame\" d=\"M{Left} {Top}V{Top + Plot}H{Width - Right}\" fill=\"none\" stroke=\"#87939f\"/>");
        Append(svg, $"<text class=\"chart-quiet\" x=\"8\" y=\"{Head - 14}\" fill=\"#525e6b\">{Escape(YLabel)}</text>");
        Append(svg, $"<text class=\"chart-quiet\" x=\"{Width - Right}\" y=\"{Top + Plot + 34}\" text-anchor=\"end\" fill=\"#525e6b\">{Escape(XLabel)}</text>");
    }

    private void DrawLine(StringBuilder svg, ChartLine line, int index, Axis x, Axis y)
    {
        var (colour, dash) = Styles[index % Styles.Length];
        var path = string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(x, point.X):F1},{Y(y, point.Y):F1}")));
        Append(svg, $"<polyline class=\"chart-line{index % Styles.Length}\" points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.75\" stroke-linejoin=\"round\" stroke-dasharray=\"{dash}\"/>");
        if (line.Points.Count == 1)
            Append(svg, $"<circle class=\"chart-dot{index % Styles.Length}\" cx=\"{X(x, line.Points[0].X):F1}\" cy=\"{Y(y, line.Points[0].Y):F1}\" r=\"3\" fill=\"{colour}\"/>");
    }

    // Words above the plot, to the right of a line that begins at them; a later mark stands lower, so no line crosses words.
    private void DrawMarks(StringBuilder svg, Axis x)
    {
        foreach (var (mark, number) in Marks.OrderBy(mark => mark.X).Select((mark, number) => (mark, number)))
        {
            var (at, row) = (X(x, mark.X), Head + 4 + (number % MostMarkRows * MarkRow));
            var (anchor, shift) = at + 6 + (mark.Name.Length * CharacterWidth) > Width ? ("end", -5) : ("start", 5);
            Append(svg, $"<path class=\"chart-mark\" d=\"M{at:F1} {row - 9}V{Top + Plot}\" stroke=\"#a1151d\" stroke-width=\"1.25\" stroke-dasharray=\"4 3\"/>");
            Append(svg, $"<text class=\"chart-mark\" x=\"{at + shift:F1}\" y=\"{row}\" text-anchor=\"{anchor}\" fill=\"#a1151d\">{Escape(mark.Name)}</text>");
        }
    }

    private void DrawLegend(StringBuilder svg, int index, double left, int top)
    {
        var (colour, dash) = Styles[index % Styles.Length];
        Append(svg, $"<path class=\"chart-line{index % Styles.Length}\" d=\"M{left:F1} {top + 8}h26\" stroke=\"{colour}\" stroke-width=\"2.25\" stroke-dasharray=\"{dash}\"/><text class=\"chart-ink\" x=\"{left + LegendSample:F1}\" y=\"{top + 12}\" fill=\"#16202b\">{Escape(Lines[index].Name)}</text>");
    }

    /// <summary>Where each line is named: from left to right, and on the next row where there is no more room.</summary>
    private List<(int Index, double Left, int Row)> Legend()
    {
        var places = new List<(int Index, double Left, int Row)>();
        var (left, row) = ((double)Left, 0);
        for (var index = 0; index < Lines.Count; index++)
        {
            var width = LegendSample + (Lines[index].Name.Length * CharacterWidth) + 24;
            if (left > Left && left + width > Width)
                (left, row) = (Left, row + 1);
            places.Add((index, left, row));
            left += width;
        }

        return places;
    }

    private string Number(double tick) => Escape(Numerals.Of(tick, Language));

    private static double X(Axis axis, double value) => Left + (axis.Place(value) * (Width - Left - Right));

    private double Y(Axis axis, double value) => Top + Plot - (axis.Place(value) * Plot);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A moment that a chart names.</summary>
/// <param name="X">How far to the right.</param>
/// <param name="Name">What happened there.</param>
public sealed record NamedMoment(double X, string Name);
