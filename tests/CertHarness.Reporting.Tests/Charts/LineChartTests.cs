using System.Globalization;
using System.Xml.Linq;
using CertHarness.Model.Measuring;
using CertHarness.Reporting.Charts;
using CsCheck;

namespace CertHarness.Reporting.Tests.Charts;

public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_well_formed_and_every_point_lies_within_the_picture(bool isLogarithmic)
    {
        var points = Enumerable.Range(0, 50).Select(i => new ChartPoint(i, Math.Pow(10, i % 7 - 3))).ToList();
        var drawn = Draw(isLogarithmic, new ChartLine("a", points));
        var numbers = drawn.Descendants(Svg + "polyline").Single().Attribute("points")!.Value.Split(' ')
            .Select(point => point.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();

        Assert.Equal(50, numbers.Count);
        Assert.All(numbers, point => Assert.True(point[0] is >= 0 and <= 560 && point[1] is >= 0 and <= 300));
    }

    [Fact]
    public void Higher_values_lie_higher()
    {
        var y = Draw(false, new ChartLine("a", [new(0, 1), new(1, 5)])).Descendants(Svg + "polyline").Single()
            .Attribute("points")!.Value.Split(' ').Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture)).ToList();

        Assert.True(y[1] < y[0]);
    }

    [Theory]
    [InlineData("en", "Delay (ms)", "killed", "10,000", "0.5")]
    [InlineData("de", "Verzögerung (ms)", "beendet", "10.000", "0,5")]
    public void A_chart_of_a_scenario_is_drawn_in_a_language(string language, params string[] texts)
    {
        var chart = new Chart(
            "c", new("t", "T"), new(new("time", "Zeit"), "s"), new(new("Delay", "Verzögerung"), "ms"),
            [new(new("a", "b"), [new(0, 0), new(2, 10000)])], [new(1, new("killed", "beendet"))]);

        var drawn = XElement.Parse(LineChart.Of(chart, language).Draw()).Descendants(Svg + "text").Select(t => t.Value).ToList();

        Assert.All(texts, text => Assert.Contains(text, drawn));
    }

    [Fact]
    public void A_mark_lies_within_the_picture_even_beyond_the_lines()
    {
        var chart = new LineChart("t", "x", "y", [new("a", [new(0, 1), new(1, 2)])]) { Marks = [new(5, "recovered at last"), new(0, "fault")] };

        var marks = XElement.Parse(chart.Draw()).Descendants(Svg + "text").Where(t => (string?)t.Attribute("class") == "chart-mark").ToList();

        Assert.Equal(["fault", "recovered at last"], marks.Select(m => m.Value));
        Assert.All(marks, m => Assert.InRange(double.Parse(m.Attribute("x")!.Value, CultureInfo.InvariantCulture), 0, 560));
        Assert.Equal(["start", "end"], marks.Select(m => m.Attribute("text-anchor")!.Value));
    }

    [Fact]
    public void Many_long_names_go_on_in_the_next_row_of_the_legend_and_make_the_picture_higher()
    {
        static (double Height, int Rows) Drawn(int lines)
        {
            var chart = new LineChart("t", "x", "y", [.. Enumerable.Range(0, lines).Select(i => new ChartLine($"a rather long name of line {i}", [new(0, i)]))]);
            var svg = XElement.Parse(chart.Draw());
            var names = svg.Descendants(Svg + "text").Where(t => t.Value.StartsWith("a rather", StringComparison.Ordinal)).Select(t => t.Attribute("y")!.Value);
            return (double.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[3], CultureInfo.InvariantCulture), names.Distinct().Count());
        }

        Assert.Equal((1, 4), (Drawn(2).Rows, Drawn(7).Rows));
        Assert.True(Drawn(7).Height > Drawn(2).Height);
    }

    [Theory]
    [InlineData(300, 7000, "200 500 1000 2000 5000 10000")]
    [InlineData(1, 1, "1 2 5 10")]
    [InlineData(0.02, 90000, "0.1 1 10 100 1000 10000 100000")]
    public void A_logarithmic_axis_has_round_ticks_around_its_values(double low, double high, string ticks)
    {
        var axis = Axis.Of([low, high], isLogarithmic: true);

        Assert.Equal(ticks, string.Join(' ', axis.Ticks.Select(t => Math.Round(t, 6).ToString(CultureInfo.InvariantCulture))));
        Assert.InRange(axis.Place(low), 0, axis.Place(high));
    }

    [Fact]
    public void A_linear_axis_from_zero_has_a_tick_at_either_end() => Gen.Double[0.001, 1e6].Sample(high =>
    {
        var axis = Axis.Of([high / 3, high], isLogarithmic: false, fromZero: true);
        var ticks = axis.Ticks.ToList();
        return ticks[0] == 0 && ticks[^1] >= high * 0.999 && Math.Abs(ticks[^1] - axis.High) < axis.High * 0.001 && ticks.Count is >= 3 and <= 9;
    });

    [Fact]
    public void Names_are_text_and_never_markup() =>
        Assert.Contains(Draw(false, new ChartLine("<b>&", [new(0, 0)])).Descendants(Svg + "text"), text => text.Value == "<b>&");

    [Fact]
    public void Without_points_there_is_a_picture_all_the_same() =>
        Assert.NotEmpty(Draw(true, new ChartLine("a", [])).Descendants(Svg + "text"));

    private static XElement Draw(bool isLogarithmic, ChartLine line) => XElement.Parse(
        new LineChart("Title <1>", "x", "y", [line]) { IsLogarithmicX = isLogarithmic, IsLogarithmicY = isLogarithmic }.Draw());
}
