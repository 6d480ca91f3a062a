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
/// <param name="HalfOpen">Those that bind both sides and of which scenarios and monitors verify one, with the other side.</param>
/// <param name="Unknown">Ids in tags that name this standard but no requirement of it.</param>
public sealed record Coverage(
    Catalogue Catalogue,
    IReadOnlyList<string> Tested,
    IReadOnlyList<string> Both,
    IReadOnlyList<string> Monitored,
    IReadOnlyList<string> Untestable,
    IReadOnlyList<string> Open,
    IReadOnlyList<CoveredSide> HalfOpen,
    IReadOnlyList<string> Unknown)
{
    /// <summary>How many requirements the catalogue has.</summary>
    public int Total => Catalogue.Requirements.Count;

    /// <summary>Reads the coverage of a catalogue.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="verified">What scenarios verify, of this and other standards, in any order and number.</param>
    /// <param name="watched">What monitors watch, likewise.</param>
    public static Coverage Of(Catalogue catalogue, IEnumerable<CoveredSide> verified, IReadOnlyCollection<CoveredSide> watched)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var tests = verified.Where(t => t.Requirement.StartsWith($"{catalogue.Standard}-", StringComparison.Ordinal)).ToHashSet();
        var tagged = tests.Select(t => t.Requirement).ToHashSet(StringComparer.Ordinal);
        // A monitor may judge the side that a statement does not oblige, to know what the harness has done: that verifies nothing.
        var byId = watched.ToLookup(m => m.Requirement, m => m.Side);
        var monitored = catalogue.Requirements.Where(r => byId[r.Id].Any(side => r.Role == Role.Both || side == Role.Both || side == r.Role))
            .Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var sides = tests.Concat(watched).ToLookup(c => c.Requirement, c => c.Side);
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
            [.. rows[State.Tested].Concat(rows[State.Monitored]).Where(r => r.Role == Role.Both)
                .SelectMany(r => ((Role[])[Role.Server, Role.Client]).Where(side => !sides[r.Id].Any(c => c == side || c == Role.Both))
                    .Select(side => new CoveredSide(r.Id, side)))],
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
