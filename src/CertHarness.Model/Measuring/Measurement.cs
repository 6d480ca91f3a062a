namespace CertHarness.Model.Measuring;

/// <summary>A named number with a unit that a scenario records; a profile sets limits on it.</summary>
/// <param name="Name">The name, unique in its scenario: lower-case words with hyphens, such as <c>delay-p95</c>.</param>
/// <param name="Value">The value; finite.</param>
/// <param name="Unit">The unit, such as <c>ms</c>, <c>messages/s</c>, <c>%</c> or <c>messages</c>.</param>
public sealed record Measurement(string Name, double Value, string Unit);
