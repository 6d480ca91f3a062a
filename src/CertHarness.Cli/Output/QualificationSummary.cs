using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Model.Qualifying;
using CertHarness.Runner;

namespace CertHarness.Cli.Output;

/// <summary>The end of a qualification: what came out, and where to read on.</summary>
internal static class QualificationSummary
{
    /// <summary>All requirements are qualified, or something is known not to be, or something is merely undecided.</summary>
    public static ExitCode CodeOf(Qualification result)
    {
        var line = QualificationLine.Of(result);
        return line.Requirements == line.Qualified ? ExitCode.Met
            : line.NoWitness.Count + line.Survived.Count + line.NoMutant.Count > 0 ? ExitCode.Failed
            : ExitCode.Inconclusive;
    }

    /// <summary>One line for machines.</summary>
    public static string Json(Qualification result) => JsonSerializer.Serialize(QualificationLine.Of(result), QualificationLineJson.Default.QualificationLine);

    /// <summary>A summary for people.</summary>
    public static void Write(Qualification result, string folder, TextWriter output)
    {
        var line = QualificationLine.Of(result);
        WriteMutants(result, MutantOutcome.Survived, "not noticed", output);
        WriteMutants(result, MutantOutcome.Undecided, "undecided", output);
        foreach (var id in line.NoWitness)
            output.WriteLine($"no witness   {id}");
        foreach (var id in line.NoMutant)
            output.WriteLine($"no mutant    {id}");

        var lonely = result.Requirements.Count(r => r.HasWitness && !r.HasProduct);
        var mutants = result.Requirements.Sum(r => r.Mutants.Count);
        output.WriteLine();
        output.WriteLine($"{line.Qualified} of {Counted.Of(line.Requirements, "requirement")} qualified; {result.Requirements.Sum(r => r.Killed)} of {Counted.Of(mutants, "seeded fault")} noticed"
            + $"  {result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        output.WriteLine($"{Counted.Of(lonely, "requirement")} passed by no product of others; the report says what those do instead");
        output.WriteLine($"report   {Path.Combine(folder, "qualification.en.html")}");
    }

    /// <summary>The mutants with an outcome, each with a requirement that it breaks.</summary>
    internal static IEnumerable<(string Requirement, MutantResult Mutant)> MutantsOf(Qualification result, MutantOutcome outcome) =>
        result.Requirements.SelectMany(r => r.Mutants.Where(m => m.Outcome == outcome).Select(m => (r.Requirement.Id, m)));

    /// <summary>Each with what was seen of it: why it is undecided is what one asks first, and a repetition may not show it again.</summary>
    private static void WriteMutants(Qualification result, MutantOutcome outcome, string heading, TextWriter output)
    {
        foreach (var (requirement, mutant) in MutantsOf(result, outcome))
        {
            output.WriteLine($"{heading,-11}  {requirement}: {mutant.Name}");
            if (string.Join(": ", new[] { mutant.Scenario, mutant.Message }.OfType<string>()) is { Length: > 0 } seen)
                output.WriteLine($"             {seen}");
        }
    }
}

/// <summary>What machines read: counts, and what is not as it should be. A survivor is told with its requirement.</summary>
internal sealed record QualificationLine(
    int Requirements,
    int Qualified,
    IReadOnlyList<string> NoWitness,
    IReadOnlyList<string> Survived,
    IReadOnlyList<string> NoMutant,
    IReadOnlyList<string> Undecided)
{
    public static QualificationLine Of(Qualification result) => new(
        result.Requirements.Count,
        result.Requirements.Count(r => r.IsQualified),
        [.. result.Requirements.Where(r => !r.HasWitness).Select(r => r.Requirement.Id)],
        With(result, MutantOutcome.Survived),
        [.. result.Requirements.Where(r => r.Mutants.Count == 0).Select(r => r.Requirement.Id)],
        With(result, MutantOutcome.Undecided));

    private static IReadOnlyList<string> With(Qualification result, MutantOutcome outcome) =>
        [.. QualificationSummary.MutantsOf(result, outcome).Select(m => $"{m.Requirement}: {m.Mutant.Name}")];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QualificationLine))]
internal sealed partial class QualificationLineJson : JsonSerializerContext;
