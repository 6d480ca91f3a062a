using System.ComponentModel;
using CertHarness.Gherkin;
using global::Xunit.Sdk;

namespace CertHarness.Xunit;

/// <summary>A scenario as a test knows it: the argument of a method marked with <see cref="ScenariosAttribute"/>.</summary>
public sealed class ScenarioTest : IXunitSerializable
{
    private string _pattern = "";
    private string _key = "";
    private string? _problem;

    /// <summary>For xUnit, which makes it anew in the process that runs the test.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ScenarioTest()
    {
    }

    internal ScenarioTest(string pattern, string key, string? problem)
    {
        _pattern = pattern;
        _key = key;
        _problem = problem;
    }

    internal FeatureFiles Files => FeatureFiles.Of(_pattern);

    /// <summary>The scenario.</summary>
    /// <exception cref="InvalidOperationException">The feature file cannot be read, or no longer has the scenario.</exception>
    public Scenario Scenario => _problem is null
        ? Files.Find(_key) ?? throw new InvalidOperationException($"The scenario {_key} is not in '{_pattern}' any more; build anew.")
        : throw new InvalidOperationException(_problem);

    /// <summary>File and line, such as <c>retained-messages-23</c>.</summary>
    public override string ToString() => _key;

    /// <inheritdoc/>
    void IXunitSerializable.Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("pattern", _pattern);
        info.AddValue("key", _key);
        info.AddValue("problem", _problem);
    }

    /// <inheritdoc/>
    void IXunitSerializable.Deserialize(IXunitSerializationInfo info)
    {
        _pattern = info.GetValue<string>("pattern")!;
        _key = info.GetValue<string>("key")!;
        _problem = info.GetValue<string>("problem");
    }
}
