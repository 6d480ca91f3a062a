namespace CertHarness.Drivers;

/// <summary>What keeps scenarios that run at the same time apart.</summary>
/// <param name="Token">Letters and digits that no other scenario of this or a recent run has; at most 12 characters.</param>
public sealed record ScenarioIsolation(string Token);
