namespace CertHarness.Model.Catalogues;

/// <summary>One normative statement of a standard, or one of the scheme's own, with an id that never changes.</summary>
public sealed record Requirement
{
    /// <summary>Standard and statement, such as <c>MQTT5-3.3.1-5</c>; as a tag it marks the scenarios that verify it.</summary>
    public required string Id { get; init; }

    /// <summary>The standard's id, such as <c>MQTT5</c>.</summary>
    public required string Standard { get; init; }

    /// <summary>The clause of the standard that states it, such as <c>3.3.1</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>Where the clause can be read.</summary>
    public required Uri Link { get; init; }

    /// <summary>How binding the statement is.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>Who is obliged.</summary>
    public required Role Role { get; init; }

    /// <summary>The criterion of the seal that the statement counts for.</summary>
    public required Criterion Criterion { get; init; }

    /// <summary>What it says, in the project's own words.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The optional capability that it depends on, or null.</summary>
    public string? Capability { get; init; }

    /// <summary>How the scheme reads the statement where its letter leaves room, such as a check that the standard leaves to the
    /// implementation; told beside every failure. Null where the letter is plain.</summary>
    public LocalizedText? Reading { get; init; }

    /// <summary>The phase of resilience that it is about, or null where it is about none.</summary>
    public ResiliencePhase? Phase { get; init; }

    /// <summary>Why no test from outside is possible, or null.</summary>
    public string? Untestable { get; init; }
}
