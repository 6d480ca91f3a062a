using System.Globalization;
using Gherkin.CucumberMessages;

namespace CertHarness.Gherkin;

/// <summary>Ids 0, 1, 2 and so on: the same input gives the same ids. Safe for many threads.</summary>
/// <param name="first">The first id.</param>
internal sealed class IncrementingIds(long first) : IIdGenerator
{
    private long _next = first;

    /// <summary>The id that comes next.</summary>
    public long Next => Interlocked.Read(ref _next);

    public string GetNewId() => Take(1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes some ids one after another; gives the first.</summary>
    public long Take(int count) => Interlocked.Add(ref _next, count) - count;
}
