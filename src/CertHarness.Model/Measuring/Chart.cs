namespace CertHarness.Model.Measuring;

/// <summary>A picture of what a scenario measured, as numbers: reports draw it.</summary>
/// <param name="Name">A name for files, unique in its scenario: lower-case words with hyphens, such as <c>delay-per-second</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">The lines; at least one.</param>
/// <param name="Marks">Moments on the horizontal axis that are named, such as a fault and the recovery from it.</param>
public sealed record Chart(
    string Name, LocalizedText Title, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartMark> Marks);

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Unit">Its unit, such as <c>s</c>.</param>
/// <param name="Logarithmic">Whether equal distances are equal ratios; all values are then greater than zero.</param>
public sealed record ChartAxis(LocalizedText Label, string Unit, bool Logarithmic = false);

/// <summary>A line of a chart.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Points">Its points, in the order of the horizontal axis.</param>
public sealed record ChartSeries(LocalizedText Label, IReadOnlyList<ChartPoint> Points);

/// <summary>A point of a line, in the units of the axes.</summary>
/// <param name="X">Along the horizontal axis; finite.</param>
/// <param name="Y">Along the vertical axis; finite.</param>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>A named moment.</summary>
/// <param name="X">Where on the horizontal axis, in its unit.</param>
/// <param name="Label">What happened there.</param>
public sealed record ChartMark(double X, LocalizedText Label);
