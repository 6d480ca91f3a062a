using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using global::Xunit;
using global::Xunit.Sdk;
using global::Xunit.v3;

namespace CertHarness.Xunit;

/// <summary>
/// Makes a test of every scenario of some feature files. The method takes a <see cref="ScenarioTest"/> and hands it to a
/// <see cref="ScenarioHost"/>. Tags become traits named <c>Category</c>, the feature's name the trait <c>FeatureTitle</c>. A file that
/// cannot be read is a test that fails.
/// </summary>
/// <param name="pattern">The files, such as <c>features/mqtt/*.feature</c> or <c>features/**</c>, in the folder of the test assembly or in
/// one above it.</param>
/// <param name="sourceFilePath">Filled in by the compiler.</param>
/// <param name="sourceLineNumber">Filled in by the compiler.</param>
[XunitTestCaseDiscoverer(typeof(ScenarioDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "What the compiler fills in is read from the base class.")]
public sealed class ScenariosAttribute(
    string pattern, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber), IDataAttribute
{
    /// <summary>The files.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>A tag expression that selects some of the scenarios, such as <c>@must and not @slow</c>; null for all.</summary>
    public string? Only { get; set; }

    bool? IDataAttribute.Explicit => null;

    string? IDataAttribute.Label => null;

    string? IDataAttribute.TestDisplayName => null;

    int? IDataAttribute.Timeout => null;

    string[]? IDataAttribute.Traits => null;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var files = FeatureFiles.Of(Pattern);
        var problems = files.Problems.Select((problem, i) => ScenarioRow.Of(new ScenarioTest(Pattern, $"problem-{i + 1}", problem), problem));
        var scenarios = Only is null ? files.Suite.Scenarios : files.Suite.Select(Only);
        return new([.. problems, .. ScenarioRow.Of(Pattern, scenarios, files)]);
    }

    /// <inheritdoc/>
    public bool SupportsDiscoveryEnumeration() => true;
}
