using CertHarness.Model.Campaigns;

namespace CertHarness.Drivers;

/// <summary>Where and how the SUT of a run is reached.</summary>
/// <param name="Endpoint">Scheme, host and port.</param>
/// <param name="Ixit">Timeouts, credentials and prefixes.</param>
public sealed record SutAccess(Uri Endpoint, Ixit Ixit);
