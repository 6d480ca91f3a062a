using CertHarness.Drivers.Measuring;
using CertHarness.Model;
using CertHarness.Model.Measuring;

namespace CertHarness.Drivers.Tests.Measuring;

public sealed class MeasurementLogTests
{
    private readonly MeasurementLog log = new();

    [Fact]
    public void What_was_recorded_and_drawn_is_seen_in_its_order()
    {
        log.Record("b", 1.5, "ms");
        log.Record("a", 0, "messages");
        log.Draw(Chart(new ChartPoint(0, 1)));

        Assert.Equal([new Measurement("b", 1.5, "ms"), new Measurement("a", 0, "messages")], log.Seen.Measurements);
        Assert.Equal("c", Assert.Single(log.Seen.Charts).Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused(double value)
    {
        Assert.Throws<ArgumentException>(() => log.Record("a", value, "ms"));
        Assert.Throws<ArgumentException>(() => log.Draw(Chart(new ChartPoint(0, value))));
        Assert.Throws<ArgumentException>(() => log.Draw(Chart(new ChartPoint(value, 0))));
        Assert.Throws<ArgumentException>(() => log.Draw(Chart(new ChartPoint(0, 0)) with { Marks = [new(value, Text)] }));
        Assert.Empty(log.Seen.Measurements);
        Assert.Empty(log.Seen.Charts);
    }

    [Fact]
    public void A_name_is_recorded_once()
    {
        log.Record("a", 1, "ms");

        Assert.Throws<ArgumentException>(() => log.Record("a", 1, "ms"));
    }

    [Fact]
    public void A_chart_without_a_line_is_refused() => Assert.Throws<ArgumentException>(() => log.Draw(Chart() with { Series = [] }));

    private static LocalizedText Text => new("t", "T");

    private static Chart Chart(params ChartPoint[] points) => new("c", Text, new(Text, "s"), new(Text, "ms"), [new(Text, points)], []);
}
