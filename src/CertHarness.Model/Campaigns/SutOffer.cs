using System.Collections.Immutable;

namespace CertHarness.Model.Campaigns;

/// <summary>What the harness can do to a SUT while it tests it, known before the run.</summary>
/// <param name="Operations">What can be done to it.</param>
/// <param name="Memory">Whether the memory that it holds can be told.</param>
/// <param name="Limit">Why it is not more, such as "embedded:mqttnet does not offer it"; follows a colon.</param>
public sealed record SutOffer(IReadOnlySet<SutOperation> Operations, bool Memory, string Limit)
{
    /// <summary>Nothing at all.</summary>
    /// <param name="limit">Why.</param>
    public static SutOffer Nothing(string limit) => new(ImmutableHashSet<SutOperation>.Empty, false, limit);
}
