namespace CertHarness.Drivers;

/// <summary>What keeps scenarios that run at the same time apart.</summary>
/// <param name="Token">Letters and digits that no other scenario of this or a recent run has; at most 12 characters.</param>
/// <param name="Seed">The seed of the scenario's randomness, derived from the run's seed and the scenario's key.</param>
public sealed record ScenarioIsolation(string Token, int Seed);
