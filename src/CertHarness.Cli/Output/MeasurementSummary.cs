using System.Text.Json;
using CertHarness.Model;
using CertHarness.Model.Evaluating;
using CertHarness.Model.Measuring;
using CertHarness.Model.Profiles;
using Spectre.Console;

namespace CertHarness.Cli.Output;

/// <summary>What was measured, at the end of a run.</summary>
internal static class MeasurementSummary
{
    private static readonly Level[] Levels = Enum.GetValues<Level>();

    /// <summary>From so many columns on, there is room for the bounds of all levels.</summary>
    private const int Wide = 100;

    /// <summary>A line for each measurement with a limit: its value, the bounds (on a narrow terminal that of the target alone), and the
    /// level that it attains.</summary>
    public static void Write(Evaluation evaluation, IAnsiConsole console)
    {
        if (evaluation.Requirements.All(r => r.Limits.Count == 0))
            return;

        var wide = console.Profile.Width >= Wide;
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("requirement", c => c.NoWrap()).AddColumn("measurement").AddColumn("value", c => c.RightAligned());
        foreach (var title in wide ? Levels.Select(level => Spelling.Of(level)) : ["target"])
            table.AddColumn(title, c => c.RightAligned().NoWrap());
        table.AddColumn("attained");
        foreach (var (requirement, limit) in evaluation.Requirements.SelectMany(r => r.Limits.Select(l => (r, l))))
        {
            if (limit.Measured.Count == 0)
                table.AddRow([.. Begin(requirement, limit), new Text("not recorded"), .. Bounds(limit, wide), new Markup("[yellow]not graded[/]")]);
            foreach (var measured in limit.Measured)
            {
                var value = Quantity.Text(measured.Value, measured.Unit, limit.Limit.BoundAt(limit.At));
                table.AddRow([.. Begin(requirement, limit), new Text(value), .. Bounds(limit, wide), Attained(measured, limit)]);
            }
        }

        console.Write(table);
    }

    /// <summary>Every measurement of every requirement, whether there is a limit on it or not.</summary>
    public static void Write(Evaluation evaluation, Utf8JsonWriter json)
    {
        var scenarios = evaluation.Scenarios.ToDictionary(s => s.Scenario.Key);
        json.WriteStartArray("measurements");
        foreach (var requirement in evaluation.Requirements)
        {
            foreach (var limit in requirement.Limits)
            {
                if (limit.Measured.Count == 0)
                    Write(json, requirement, limit.Limit.Measurement, null, null, limit.Limit.Unit, "not-recorded", null);
                foreach (var m in limit.Measured)
                    Write(json, requirement, limit.Limit.Measurement, m.Scenario, m.Value, m.Unit, Spelling.Of(m.Grading), m.Attained);
            }

            var limited = requirement.Limits.Select(l => l.Limit.Measurement).ToHashSet();
            foreach (var scenario in requirement.Scenarios.Select(key => scenarios[key]))
            {
                foreach (var m in scenario.Measured.Measurements.Where(m => !limited.Contains(m.Name)))
                    Write(json, requirement, m.Name, scenario.Scenario.Key, m.Value, m.Unit, "no-limit", null);
            }
        }

        json.WriteEndArray();
    }

    private static void Write(
        Utf8JsonWriter json, RequirementResult requirement, string name, string? scenario, double? value, string unit, string grading, Level? level)
    {
        json.WriteStartObject();
        json.WriteString("requirement", requirement.Requirement.Id);
        json.WriteString("measurement", name);
        json.WriteString("scenario", scenario);
        if (value is { } number)
            json.WriteNumber("value", number);
        else
            json.WriteNull("value");
        json.WriteString("unit", unit);
        json.WriteString("grading", grading);
        json.WriteString("level", level is { } attained ? Spelling.Of(attained) : null);
        json.WriteEndObject();
    }

    private static IEnumerable<Text> Begin(RequirementResult requirement, LimitResult limit) =>
        [new Text(requirement.Requirement.Id), new Text(limit.Limit.Measurement)];

    private static IEnumerable<Text> Bounds(LimitResult result, bool all) => (all ? Levels : [result.At]).Select(level => new Text(
        result.Limit.BoundAt(level) is { } bound
            ? $"{(result.Limit.Bound == Bound.AtMost ? "<=" : ">=")} {Quantity.Text(bound)}"
            : "-"));

    private static Markup Attained(GradedMeasurement measured, LimitResult limit) => measured switch
    {
        { Grading: Grading.ScenarioDidNotPass } => new Markup("[yellow]not graded: its scenario did not pass[/]"),
        { Grading: Grading.OtherUnit } => new Markup($"[yellow]not graded: its limit is in {Markup.Escape(limit.Limit.Unit)}[/]"),
        { Attained: { } level } => new Markup($"[{(level >= limit.At ? "green" : "red")}]{Spelling.Of(level)}[/]"),
        _ => new Markup("[red]none[/]"),
    };
}
