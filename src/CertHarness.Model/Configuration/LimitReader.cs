using System.Globalization;
using CertHarness.Model.Configuration.Yaml;
using CertHarness.Model.Profiles;

namespace CertHarness.Model.Configuration;

/// <summary>Reads a profile's <c>limits</c>.</summary>
internal static class LimitReader
{
    private const string Sides = "exactly one of at-most, at-least";

    private static readonly string Bounds = $"a mapping from level to number: {string.Join(", ", Spelling.All<Level>())}";

    /// <summary>Reads the limits.</summary>
    /// <param name="root">The profile; it has limits.</param>
    /// <param name="requirements">Its requirements; a limit is on a measurement of one of them.</param>
    /// <param name="source">Takes everything that is wrong.</param>
    public static IReadOnlyList<MeasurementLimit> Read(Section root, IReadOnlyCollection<ProfileRequirement> requirements, Source source)
    {
        var limits = new List<MeasurementLimit>();
        var lines = new Dictionary<(string Requirement, string Measurement, Bound Bound), int>();
        foreach (var item in root.List("limits", "a list of limits with requirement, measurement, unit and at-most or at-least"))
        {
            if (Section.Of(item, source, "a limit", "requirement", "measurement", "unit", "at-most", "at-least") is not { } section)
                continue;

            var (bound, levels) = Side(section, item, source);
            var limit = new MeasurementLimit(
                section.Required("requirement", Formats.RequirementId),
                section.Required("measurement", Formats.MeasurementName),
                section.Required("unit", Formats.Text),
                bound,
                levels);
            limits.Add(limit);
            if (limit.Requirement == "")
                continue;

            var ids = requirements.Select(r => r.Id).ToList();
            if (!ids.Contains(limit.Requirement))
            {
                var expected = "a requirement of this profile" + Suggestion.Question(limit.Requirement, ids);
                source.Error(section.Find("requirement")!, $"found {limit.Requirement}, which the profile does not ask for", expected);
            }

            if (limit.Measurement != "" && !lines.TryAdd((limit.Requirement, limit.Measurement, bound), item.Line))
            {
                var first = lines[(limit.Requirement, limit.Measurement, bound)];
                source.Error(item, $"found a second limit on {limit.Measurement} of {limit.Requirement}", $"one; the first is in line {first}");
            }
        }

        return limits;
    }

    private static (Bound Bound, Dictionary<Level, double> Levels) Side(Section section, YamlValue at, Source source)
    {
        var sides = Enum.GetValues<Bound>().Where(b => section.Find(Spelling.Of(b)) is not null).ToList();
        // Each one that is there is read, so that its own errors are told as well.
        var read = sides.ConvertAll(b => (Bound: b, Levels: Levels(section, b, source)));
        if (sides.Count == 0 && !Enum.GetValues<Bound>().Any(b => section.Misspells(Spelling.Of(b))))
            source.Error(at, "found a limit without a bound", Sides);
        foreach (var side in sides.Skip(1))
            source.Error(section.Find(Spelling.Of(side))!, $"found '{Spelling.Of(side)}' beside '{Spelling.Of(sides[0])}'", Sides);
        return read.Count == 0 ? (default, []) : read[0];
    }

    private static Dictionary<Level, double> Levels(Section section, Bound bound, Source source)
    {
        var key = Spelling.Of(bound);
        var levels = new Dictionary<Level, double>();
        var value = section.Find(key)!;
        if (Section.Of(value, source, key, [.. Spelling.All<Level>()]) is not { } bounds)
            return levels;
        if (value is YamlMap { Entries.Count: 0 })
            source.Error(value, "found an empty mapping", Bounds);

        Level? lower = null;
        foreach (var level in Enum.GetValues<Level>())
        {
            if (bounds.Find(Spelling.Of(level)) is not { } at)
                continue;
            var number = Formats.Number.Read(at, source);
            if (at is not YamlText text || !Formats.Number.TryParse(text, out _))
                continue;
            // What earns a level earns those below it.
            if (lower is { } below && (bound == Bound.AtMost ? number > levels[below] : number < levels[below]))
            {
                var expected = string.Create(
                    CultureInfo.InvariantCulture, $"{key} {levels[below]}, as {Spelling.Of(below)} has it: a higher level asks no less");
                source.Error(at, $"found {at.Describe()} for {Spelling.Of(level)}", expected);
            }

            levels[level] = number;
            lower = level;
        }

        return levels;
    }
}
