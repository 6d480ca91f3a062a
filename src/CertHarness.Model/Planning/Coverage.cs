using CertHarness.Model.Catalogues;

namespace CertHarness.Model.Planning;

/// <summary>
/// What of a catalogue the scenarios verify, read from their tags, and what monitors watch. Each requirement is tested, monitored,
/// untestable or open.
/// </summary>
/// <param name="Catalogue">The catalogue.</param>
/// <param name="Tested">The ids that at least one scenario verifies.</param>
/// <param name="Both">Those of them that a monitor watches too.</param>
/// <param name="Monitored">The ids that a monitor watches and no scenario verifies.</param>
/// <param name="Untestable">The ids that no test from outside can verify.</param>
/// <param name="Open">The ids that nothing verifies yet.</param>
/// <param name="Unknown">Ids in tags that name this standard but no requirement of it.</param>
public sealed record Coverage(
    Catalogue Catalogue,
    IReadOnlyList<string> Tested,
    IReadOnlyList<string> Both,
    IReadOnlyList<string> Monitored,
    IReadOnlyList<string> Untestable,
    IReadOnlyList<string> Open,
    IReadOnlyList<string> Unknown)
{
    /// <summary>How many requirements the catalogue has.</summary>
    public int Total => Catalogue.Requirements.Count;

    /// <summary>Reads the coverage of a catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="tags">The tags of all scenarios, each with its <c>@</c>, in any order and number.</param>
    /// <param name="monitored">The ids that monitors watch, of this and other standards.</param>
    public static Coverage Of(Catalogue catalogue, IEnumerable<string> tags, IReadOnlyCollection<string> monitored)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var prefix = $"@{catalogue.Standard}-";
        var tagged = tags.Where(t => t.StartsWith(prefix, StringComparison.Ordinal)).Select(t => t[1..]).ToHashSet(StringComparer.Ordinal);
        var rows = catalogue.Requirements.ToLookup(
            r => tagged.Contains(r.Id) ? State.Tested
                : monitored.Contains(r.Id) ? State.Monitored
                : r.Untestable is null ? State.Open
                : State.Untestable);
        return new Coverage(
            catalogue,
            [.. rows[State.Tested].Select(r => r.Id)],
            [.. rows[State.Tested].Select(r => r.Id).Where(monitored.Contains)],
            [.. rows[State.Monitored].Select(r => r.Id)],
            [.. rows[State.Untestable].Select(r => r.Id)],
            [.. rows[State.Open].Select(r => r.Id)],
            [.. tagged.Except(catalogue.Requirements.Select(r => r.Id)).Order(StringComparer.Ordinal)]);
    }

    private enum State
    {
        Tested,
        Monitored,
        Untestable,
        Open,
    }
}
