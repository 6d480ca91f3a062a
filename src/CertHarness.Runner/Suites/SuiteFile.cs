namespace CertHarness.Runner.Suites;

/// <summary>A file of the suite: a feature, a catalogue, a profile or a campaign.</summary>
/// <param name="Path">Relative to the suite, with forward slashes, such as <c>features/mqtt/wills.feature</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record SuiteFile(string Path, string Text);
