using CertHarness.Model.Evaluating;
using CertHarness.Model.Json;
using CertHarness.Reporting.Allure;
using CertHarness.Reporting.Html;
using CertHarness.Reporting.JUnit;
using CertHarness.Runner.Runs;

namespace CertHarness.Runner.Reports;

/// <summary>Writes an evaluation and everything that is read from it.</summary>
public static class ReportFiles
{
    private static readonly string[] Languages = ["en", "de"];

    /// <summary>Writes <c>evaluation.json</c>, the HTML reports, the Allure results and the JUnit file.</summary>
    /// <param name="evaluation">The result.</param>
    /// <param name="folder">The run folder.</param>
    /// <exception cref="IOException">Something could not be written.</exception>
    public static void Write(Evaluation evaluation, RunFolder folder)
    {
        RunFolder.WriteWhole(folder.Evaluation, ModelJson.Write(evaluation));
        foreach (var language in Languages)
            HtmlReport.Write(evaluation, folder.Path, language);

        AllureResults.Write(evaluation, folder.Path);
        JUnitReport.Write(evaluation, folder.Path);
    }
}
