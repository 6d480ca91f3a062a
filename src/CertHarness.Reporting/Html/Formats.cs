using System.Globalization;

namespace CertHarness.Reporting.Html;

/// <summary>
/// Dates, numbers and durations in the manner of a language. Written out here because the tool runs without the system's
/// culture data: the same run reads the same on every machine.
/// </summary>
internal sealed class Formats(string language)
{
    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    private readonly bool german = language == "de";

    /// <summary>A whole number with its thousands grouped: 12,345 or 12.345.</summary>
    public string Number(int number) => Numerals.Of(number, language);

    /// <summary>A measured number, with as many digits as it bears: 1.5 or 1,5.</summary>
    /// <param name="value">The value; finite.</param>
    /// <param name="beside">A number that it is compared with and must not be rounded onto, or null.</param>
    public string Measured(double value, double? beside = null) => Numerals.Of(value, language, beside);

    /// <summary>An instant in UTC: 23 November 2026, 14:05:12 UTC or 23.11.2026, 14:05:12 UTC.</summary>
    public string Instant(DateTimeOffset instant) =>
        $"{Date(instant)}, {instant.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    /// <summary>The day of an instant in UTC: 23 November 2026 or 23.11.2026.</summary>
    public string Date(DateTimeOffset instant)
    {
        var day = instant.UtcDateTime;
        return german
            ? day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)
            : $"{day.Day} {Months[day.Month - 1]} {day.Year}";
    }

    /// <summary>A duration, in the unit that leaves two or three digits: 12 ms, 1.5 s, 2 min 5 s, 1 h 2 min.</summary>
    public string Duration(TimeSpan duration) => duration switch
    {
        { Ticks: <= 0 } => "0 ms",
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalMilliseconds: < 999.5 } => $"{Math.Round(duration.TotalMilliseconds)} ms",
        { TotalSeconds: < 59.95 } => Numerals.In(language, duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)) + " s",
        { TotalMinutes: < 60 } => MinutesAndSeconds((int)Math.Round(duration.TotalSeconds)),
        _ => $"{(int)duration.TotalHours} h {duration.Minutes} min",
    };

    private static string MinutesAndSeconds(int seconds) => $"{seconds / 60} min {seconds % 60} s";
}
