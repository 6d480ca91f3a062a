namespace CertHarness.Model.Catalogues;

/// <summary>All requirements of one standard.</summary>
/// <param name="Standard">The id that prefixes the requirements' ids, such as <c>MQTT5</c>.</param>
/// <param name="Name">The standard's name.</param>
/// <param name="Publisher">The body that publishes it.</param>
/// <param name="Link">Where it can be read.</param>
/// <param name="Requirements">The rows, in the order of the standard.</param>
public sealed record Catalogue(string Standard, string Name, string Publisher, Uri Link, IReadOnlyList<Requirement> Requirements);
