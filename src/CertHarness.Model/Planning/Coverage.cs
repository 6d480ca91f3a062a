using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Planning;

/// <summary>What of a catalogue the scenarios verify, read from their tags. Each requirement is in one of the three lists.</summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Tested">The ids that at least one scenario verifies.</param>
/// <param name="Untestable">The ids that no test from outside can verify.</param>
/// <param name="Open">The ids that no scenario verifies yet.</param>
/// <param name="Unknown">Ids in tags that name this standard but no requirement of it.</param>
public sealed record Coverage(
    Catalogue Catalogue,
    IReadOnlyList<string> Tested,
    IReadOnlyList<string> Untestable,
    IReadOnlyList<string> Open,
    IReadOnlyList<string> Unknown)
{
    /// <summary>How many requirements the catalogue has.</summary>
    public int Total => Catalogue.Requirements.Count;

    /// <summary>Reads the coverage of a catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="tags">The tags of all scenarios, each with its <c>@</c>, in any order and number.</param>
    public static Coverage Of(Catalogue catalogue, IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var prefix = $"@{catalogue.Standard}-";
        var tagged = tags.Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t[1..]).ToHashSet(StringComparer.Ordinal);
        var rows = catalogue.Requirements.ToLookup(
            r => tagged.Contains(r.Id) ? State.Tested : r.Untestable is null ? State.Open : State.Untestable);
        return new Coverage(
            catalogue,
            [.. rows[State.Tested].Select(r => r.Id)],
            [.. rows[State.Untestable].Select(r => r.Id)],
            [.. rows[State.Open].Select(r => r.Id)],
            [.. tagged.Except(catalogue.Requirements.Select(r => r.Id)).Order(StringComparer.Ordinal)]);
    }

    private enum State
    {
        Tested,
        Untestable,
        Open,
    }
}
