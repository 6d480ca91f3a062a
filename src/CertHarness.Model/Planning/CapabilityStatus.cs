using CertHarness.Model.Campaigns;

namespace CertHarness.Model.Planning;

/// <summary>A capability as declared in the ICS and as observed by the driver's probe, side by side.</summary>
/// <param name="Id">The capability, such as <c>retained-messages</c>.</param>
/// <param name="Declared">What the supplier declares.</param>
/// <param name="Observed">What the probe saw; null where it could not tell.</param>
/// <param name="Remark">What the observation rests on, such as "CONNACK: Retain Available 1", or null.</param>
public sealed record CapabilityStatus(string Id, Declaration Declared, bool? Observed, string? Remark = null);
