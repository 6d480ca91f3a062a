using System.Globalization;
using System.Net;
using System.Text;

namespace CertHarness.Reporting.Charts;

/// <summary>A line chart as one self-contained SVG element: it shows alike in an HTML page, as an attachment and on paper.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What goes to the right.</param>
/// <param name="YLabel">What goes up.</param>
/// <param name="Lines">The lines.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartLine> Lines)
{
    private const int Width = 720;
    private const int Height = 300;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 44;
    private const int Bottom = 44;

    // Told apart by people who do not see all colours (Okabe and Ito 2008), and by their dashes in black and white.
    private static readonly (string Colour, string Dash)[] Styles =
        [("#0072b2", ""), ("#d55e00", "6 3"), ("#009e73", "2 3"), ("#cc79a7", "8 3 2 3"), ("#000000", "1 2")];

    /// <summary>Whether the axis to the right has equal distances for equal factors.</summary>
    public bool IsLogarithmicX { get; init; }

    /// <summary>Whether the axis up has.</summary>
    public bool IsLogarithmicY { get; init; }

    /// <summary>Draws it.</summary>
    /// <returns>An <c>svg</c> element.</returns>
    public string Draw()
    {
        var points = Lines.SelectMany(line => line.Points).ToList();
        var x = Axis.Of(points.Select(point => point.X), IsLogarithmicX);
        var y = Axis.Of(points.Select(point => point.Y), IsLogarithmicY, fromZero: true);
        var svg = new StringBuilder();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(Title)}\" font-family=\"sans-serif\" font-size=\"12\">");
        Append(svg, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/><text x=\"{Left}\" y=\"18\" font-weight=\"bold\">{Escape(Title)}</text>");
        foreach (var tick in x.Ticks)
            Append(svg, $"<path d=\"M{X(x, tick):F1} {Top}V{Height - Bottom}\" stroke=\"#ddd\"/><text x=\"{X(x, tick):F1}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\">{Axis.Label(tick)}</text>");
        foreach (var tick in y.Ticks)
            Append(svg, $"<path d=\"M{Left} {Y(y, tick):F1}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(y, tick) + 4:F1}\" text-anchor=\"end\">{Axis.Label(tick)}</text>");
        Append(svg, $"<text x=\"{Width - Right}\" y=\"{Height - 8}\" text-anchor=\"end\">{Escape(XLabel)}</text><text x=\"{Left - 6}\" y=\"{Top - 10}\" text-anchor=\"end\">{Escape(YLabel)}</text>");
        for (var i = 0; i < Lines.Count; i++)
            DrawLine(svg, i, x, y);
        return svg.Append("</svg>").ToString();
    }

    private void DrawLine(StringBuilder svg, int index, Axis x, Axis y)
    {
        var (colour, dash) = Styles[index % Styles.Length];
        var path = string.Join(' ', Lines[index].Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(x, point.X):F1},{Y(y, point.Y):F1}")));
        Append(svg, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"{dash}\"/>");
        if (Lines[index].Points.Count == 1)
            Append(svg, $"<circle cx=\"{X(x, Lines[index].Points[0].X):F1}\" cy=\"{Y(y, Lines[index].Points[0].Y):F1}\" r=\"3\" fill=\"{colour}\"/>");
        var legend = Left + 60 + (index * 120);
        Append(svg, $"<path d=\"M{legend} {Top - 14}h24\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/><text x=\"{legend + 30}\" y=\"{Top - 10}\">{Escape(Lines[index].Name)}</text>");
    }

    private static double X(Axis axis, double value) => Left + (axis.Place(value) * (Width - Left - Right));

    private static double Y(Axis axis, double value) => Height - Bottom - (axis.Place(value) * (Height - Top - Bottom));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A point of a line.</summary>
/// <param name="X">How far to the right.</param>
/// <param name="Y">How far up.</param>
public readonly record struct ChartPoint(double X, double Y);
