using CertHarness.Gherkin.Reading;

namespace CertHarness.Gherkin;

/// <summary>A feature file that could be read.</summary>
public sealed class Feature
{
    internal Feature(FeatureSource source, Wire.GherkinDocument document, IReadOnlyList<Scenario> scenarios)
    {
        Source = source;
        Document = document;
        Scenarios = scenarios;
    }

    /// <summary>The text that it was read from.</summary>
    public FeatureSource Source { get; }

    /// <summary>The syntax tree as Cucumber Messages has it.</summary>
    public Wire.GherkinDocument Document { get; }

    /// <summary>The feature's name; empty where the file holds no feature.</summary>
    public string Name => Document.Feature?.Name ?? "";

    /// <summary>The text under the name, or empty.</summary>
    public string Description => PickleCompiler.Dedent(Document.Feature?.Description);

    /// <summary>The language of its keywords, such as <c>en</c> or <c>de</c>.</summary>
    public string Language => Document.Feature?.Language ?? "en";

    /// <summary>Its scenarios, in the order of the file, one for each row of an outline's examples.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }
}
