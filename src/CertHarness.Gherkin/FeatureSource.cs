namespace CertHarness.Gherkin;

/// <summary>The text of one feature file.</summary>
/// <param name="Uri">Where it comes from, with forward slashes and relative to the features folder, such as
/// <c>mqtt/retained-messages.feature</c>. Unique in a suite.</param>
/// <param name="Text">The file's whole text.</param>
public sealed record FeatureSource(string Uri, string Text);
