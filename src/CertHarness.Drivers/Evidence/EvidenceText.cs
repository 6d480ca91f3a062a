namespace CertHarness.Drivers.Evidence;

/// <summary>A text that is evidence, such as what a device printed.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens; it becomes a part of a file name.</param>
/// <param name="Text">The text.</param>
public sealed record EvidenceText(string Name, string Text);
