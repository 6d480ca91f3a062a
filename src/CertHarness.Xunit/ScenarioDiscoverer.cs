using global::Xunit;
using global::Xunit.Sdk;
using global::Xunit.v3;

namespace CertHarness.Xunit;

/// <summary>Makes test cases whose place is the scenario in the feature file, so that an IDE opens it there.</summary>
internal sealed class ScenarioDiscoverer : TheoryDiscoverer
{
    public override ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        base.Discover(new EnumeratingOptions(discoveryOptions), testMethod, factAttribute);

    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        IXunitTestMethod testMethod,
        ITheoryAttribute theoryAttribute,
        ITheoryDataRow dataRow,
        object?[] testMethodArguments,
        string? index)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetailsForTheoryDataRow(
            discoveryOptions, testMethod, theoryAttribute, dataRow, testMethodArguments, index);
        var row = dataRow as ScenarioRow;
        return new([new XunitTestCase(
            details.ResolvedTestMethod,
            details.TestCaseDisplayName,
            details.UniqueID,
            details.Explicit,
            dataRow.Label,
            dataRow.DisableParallelization ?? false,
            details.SkipExceptions,
            details.SkipReason,
            details.SkipType,
            details.SkipUnless,
            details.SkipWhen,
            TestIntrospectionHelper.GetTraits(testMethod, dataRow),
            testMethodArguments,
            row?.File ?? details.SourceFilePath,
            row?.Line ?? details.SourceLineNumber,
            details.Timeout)]);
    }
}
