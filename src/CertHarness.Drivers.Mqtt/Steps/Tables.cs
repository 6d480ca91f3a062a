using CertHarness.Gherkin.Binding;

namespace CertHarness.Drivers.Mqtt.Steps;

/// <summary>Reads tables of names and values, in which a name may stand more than once.</summary>
internal static class Tables
{
    /// <summary>All rows, the first one too.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this DataTable table) =>
        table.AsStrings().Select(row => KeyValuePair.Create(row[0], row[1]));

    /// <summary>The value of a name, or null.</summary>
    public static string? Value(this DataTable table, string name) =>
        table.Pairs().Where(p => p.Key == name).Select(p => p.Value).FirstOrDefault();
}
