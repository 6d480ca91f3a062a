using CertHarness.Model.Campaigns;

namespace CertHarness.Model.Planning;

/// <summary>
/// What a requirement's applicability hangs on: a capability, or, written <c>no-X</c>, that a SUT does without the capability X.
/// </summary>
/// <param name="Text">As written in a catalogue or profile.</param>
internal readonly record struct Condition(string Text)
{
    private const string Negation = "no-";

    private bool Negated => Text.StartsWith(Negation, StringComparison.Ordinal);

    /// <summary>The capability itself.</summary>
    public string Capability => Negated ? Text[Negation.Length..] : Text;

    /// <summary>Why a requirement that hangs on it is not applicable, or null where it is applicable.</summary>
    /// <param name="status">The capability as declared and observed.</param>
    public string? WhyNotApplicable(CapabilityStatus status) => Negated ? WhyPresent(status) : WhyAbsent(status);

    // A capability that the supplier declares is tested whatever the probe saw, and one that nobody can tell of is tested too.
    private static string? WhyAbsent(CapabilityStatus status) => status switch
    {
        { Declared: Declaration.NotSupported } => $"{status.Id}: declared as not supported",
        { Declared: Declaration.NotStated, Observed: false } => $"{status.Id}: not stated, and the probe did not observe it{Remark(status)}",
        _ => null,
    };

    private static string? WhyPresent(CapabilityStatus status)
    {
        if (WhyAbsent(status) is not null)
            return null;
        const string Consequence = "the requirement is for a SUT without it";
        return status switch
        {
            { Declared: Declaration.Supported } => $"{status.Id}: declared as supported; {Consequence}",
            { Observed: true } => $"{status.Id}: not stated, and the probe observed it{Remark(status)}; {Consequence}",
            _ => $"{status.Id}: not stated, and the probe could not tell{Remark(status)}; {Consequence}",
        };
    }

    private static string Remark(CapabilityStatus status) => status.Remark is { } remark ? $" ({remark})" : "";
}
