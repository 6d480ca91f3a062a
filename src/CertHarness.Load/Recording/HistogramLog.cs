using System.Globalization;

namespace CertHarness.Load.Recording;

/// <summary>Writes histograms as the log of HdrHistogram (format 1.3), which its own tools and plotters read. Values are nanoseconds, the
/// column of the largest is in milliseconds.</summary>
public sealed class HistogramLog
{
    private readonly TextWriter _output;

    /// <summary>Begins a log.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="start">When the run began.</param>
    public HistogramLog(TextWriter output, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        var seconds = (start.ToUnixTimeMilliseconds() / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
        Line("#[Histogram log format version 1.3]");
        Line($"#[StartTime: {seconds} (seconds since epoch), {start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}]");
        Line($"#[BaseTime: {seconds} (seconds since epoch)]");
        Line("\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"");
    }

    /// <summary>Writes one interval.</summary>
    /// <param name="start">When it began, from the start of the run.</param>
    /// <param name="length">How long it was.</param>
    /// <param name="histogram">What was recorded in it.</param>
    public void Write(TimeSpan start, TimeSpan length, LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{start.TotalSeconds:F3},{length.TotalSeconds:F3},{histogram.Max / 1e6:F3},{HistogramEncoding.Encode(histogram)}"));
    }

    // Always one line feed: readers on another system get the same file.
    private void Line(string text) => _output.Write(text + "\n");
}
