namespace CertHarness.Gherkin;

/// <summary>Why a feature file, or a place in it, cannot be read.</summary>
/// <param name="Uri">The file, as its source names it.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Column">The column, from 1; 0 where the whole line is meant.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record FeatureError(string Uri, int Line, int Column, string Message);
