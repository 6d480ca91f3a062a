namespace CertHarness.Gherkin;

/// <summary>What part a step plays, whatever the language of its keyword; And and But play the part of the step before.</summary>
public enum KeywordType
{
    /// <summary>Not told: a step written with an asterisk.</summary>
    Unknown,

    /// <summary>Given: what must hold before.</summary>
    Context,

    /// <summary>When: what is done.</summary>
    Action,

    /// <summary>Then: what must come of it.</summary>
    Outcome,
}
