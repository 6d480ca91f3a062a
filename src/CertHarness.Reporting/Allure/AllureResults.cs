using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CertHarness.Model.Evaluating;

namespace CertHarness.Reporting.Allure;

/// <summary>Writes <c>allure-results/</c>: what Allure 2 and 3 render, a file per scenario with copies of its evidence.</summary>
public static class AllureResults
{
    // Escapes everything but ASCII letters and digits that could matter inside HTML: the files may be inlined by a renderer.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes the folder anew and returns its path. What lay in it before is removed.</summary>
    /// <param name="evaluation">What came out.</param>
    /// <param name="runFolder">The run folder, which exists.</param>
    /// <param name="buildUrl">The page of the CI build that made the run, or null.</param>
    /// <exception cref="IOException">A file cannot be written or an attachment not be read.</exception>
    public static string Write(Evaluation evaluation, string runFolder, Uri? buildUrl = null)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentException.ThrowIfNullOrEmpty(runFolder);
        var folder = Path.Combine(runFolder, "allure-results");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);

        var copies = new AttachmentCopies(runFolder, folder);
        var twins = new Dictionary<string, int>();
        foreach (var reported in ReportedCases.Of(evaluation))
        {
            var fullName = FullName(reported);
            var ordinal = twins[fullName] = twins.GetValueOrDefault(fullName) + 1;
            var result = AllureCase.Of(evaluation, reported, fullName, ordinal, copies);
            WriteJson(folder, $"{result.Uuid}-result.json", result);
        }
        WriteJson(folder, "categories.json", AllureStatus.Categories);
        WriteJson(folder, "executor.json", new AllureExecutor(
            "CertHarness", "certharness", evaluation.Run, $"{Printable.Cut(evaluation.Sut.Name, 200)}: {evaluation.ProfileTitle.En}", buildUrl?.ToString()));
        File.WriteAllText(Path.Combine(folder, "environment.properties"), AllureEnvironment.Of(evaluation), Encoding.ASCII);
        return folder;
    }

    private static string FullName(ReportedCase reported)
    {
        var scenario = reported.Result.Scenario;
        return $"{(scenario.File.Length > 0 ? scenario.File : scenario.Feature)}: {Printable.Cut(scenario.Name, 500)}";
    }

    private static void WriteJson<T>(string folder, string name, T value) =>
        File.WriteAllText(Path.Combine(folder, name), JsonSerializer.Serialize(value, Json) + "\n");
}
