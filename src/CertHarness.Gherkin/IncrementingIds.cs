using Gherkin.CucumberMessages;

namespace CertHarness.Gherkin;

/// <summary>Ids 0, 1, 2 and so on: the same input gives the same ids. Safe for many threads.</summary>
/// <param name="first">The first id.</param>
internal sealed class IncrementingIds(long first) : IIdGenerator
{
    private long _last = first - 1;

    /// <summary>The id that comes next.</summary>
    public long Next => Interlocked.Read(ref _last) + 1;

    public string GetNewId() => Interlocked.Increment(ref _last).ToString();
}
