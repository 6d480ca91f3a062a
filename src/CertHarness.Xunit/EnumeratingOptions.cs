using global::Xunit.Sdk;

namespace CertHarness.Xunit;

/// <summary>
/// Options that have the rows of a theory found at discovery whatever the runner prefers: only then can a scenario be run alone, and
/// be selected by its traits.
/// </summary>
internal sealed class EnumeratingOptions(ITestFrameworkDiscoveryOptions options) : ITestFrameworkDiscoveryOptions
{
    public TValue? GetValue<TValue>(string name) =>
        name == TestOptionsNames.Discovery.PreEnumerateTheories && true is TValue yes ? yes : options.GetValue<TValue>(name);

    public void SetValue<TValue>(string name, TValue value) => options.SetValue(name, value);

    public string ToJson() => options.ToJson();
}
