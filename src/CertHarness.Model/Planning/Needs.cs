using CertHarness.Model.Campaigns;

namespace CertHarness.Model.Planning;

/// <summary>The tags by which a scenario says what it needs the harness to be able to do to the SUT.</summary>
public static class Needs
{
    private const string Memory = "@needs-memory";

    private static readonly Dictionary<string, (string Doing, SutOperation[] Operations)> Operations = new(StringComparer.Ordinal)
    {
        ["@needs-stop"] = ("stop", [SutOperation.Stop]),
        ["@needs-start"] = ("start", [SutOperation.Start]),
        ["@needs-restart"] = ("restart", [SutOperation.Restart]),
        ["@needs-power-cycle"] = ("cut the power of", [SutOperation.PowerCycle]),
        ["@needs-pause"] = ("pause", [SutOperation.Pause, SutOperation.Resume]),
    };

    /// <summary>All of them, each with its <c>@</c>.</summary>
    public static IReadOnlyCollection<string> Tags { get; } = [.. Operations.Keys, Memory];

    /// <summary>Whether a tag says that a scenario does something to the SUT.</summary>
    /// <param name="tag">The tag, with its <c>@</c>.</param>
    public static bool IsOperation(string tag) => Operations.ContainsKey(tag);

    /// <summary>Why what a tag asks for cannot be had, or null where it can, or the tag asks for nothing of the kind.</summary>
    /// <param name="tag">The tag, with its <c>@</c>.</param>
    /// <param name="offer">What can be done to the SUT.</param>
    internal static string? WhyNot(string tag, SutOffer offer) =>
        tag == Memory && !offer.Memory ? $"the harness cannot tell how much memory the SUT holds: {offer.Limit}"
        : Operations.TryGetValue(tag, out var need) && !offer.Operations.IsSupersetOf(need.Operations) ? $"the harness cannot {need.Doing} the SUT: {offer.Limit}"
        : null;
}
