using System.Globalization;
using System.Text;
using CertHarness.Model.Evaluating;

namespace CertHarness.Reporting.Allure;

/// <summary>What was tested with what, as a Java properties file in ASCII.</summary>
internal static class AllureEnvironment
{
    public static string Of(Evaluation evaluation)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in Lines(evaluation).Where(l => l.Value is { Length: > 0 }))
            text.Append(key).Append('=').Append(Escape(Printable.Cut(value!, 500))).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<(string Key, string? Value)> Lines(Evaluation evaluation) =>
    [
        ("SUT", evaluation.Sut.Name),
        ("SUT.vendor", evaluation.Sut.Vendor),
        ("SUT.version", evaluation.Sut.Version),
        ("SUT.identification", evaluation.Identification),
        ("Endpoint", evaluation.Endpoint),
        ("Profile", $"{evaluation.Profile} {evaluation.ProfileVersion}"),
        ("Verdict", evaluation.Verdict.Word()),
        ("Level", evaluation.Level?.Word() ?? "none"),
        ("Target", evaluation.Target.Word()),
        ("Assessment", evaluation.Assessment.ToString()),
        ("Run", evaluation.Run),
        ("Seed", evaluation.Seed.ToString(CultureInfo.InvariantCulture)),
        ("Suite.digest", evaluation.SuiteDigest),
        ("CertHarness", evaluation.ToolVersion),
        ("Reason", evaluation.Reason),
    ];

    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                >= ' ' and <= '~' => text.Append(c),
                _ => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }
        return text.ToString();
    }
}
