using System.Globalization;
using System.Xml.Linq;
using CertHarness.Reporting.Charts;

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
        Assert.All(numbers, point => Assert.True(point[0] is >= 0 and <= 720 && point[1] is >= 0 and <= 300));
    }

    [Fact]
    public void Higher_values_lie_higher()
    {
        var y = Draw(false, new ChartLine("a", [new(0, 1), new(1, 5)])).Descendants(Svg + "polyline").Single()
            .Attribute("points")!.Value.Split(' ').Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture)).ToList();

        Assert.True(y[1] < y[0]);
    }

    [Fact]
    public void Names_are_text_and_never_markup() =>
        Assert.Contains(Draw(false, new ChartLine("<b>&", [new(0, 0)])).Descendants(Svg + "text"), text => text.Value == "<b>&");

    [Fact]
    public void Without_points_there_is_a_picture_all_the_same() =>
        Assert.NotEmpty(Draw(true, new ChartLine("a", [])).Descendants(Svg + "text"));

    private static XElement Draw(bool isLogarithmic, ChartLine line) => XElement.Parse(
        new LineChart("Title <1>", "x", "y", [line]) { IsLogarithmicX = isLogarithmic, IsLogarithmicY = isLogarithmic }.Draw());
}
