namespace CertHarness.Model.Campaigns;

/// <summary>How a SUT comes to be there: <c>embedded</c>, <c>process</c> or <c>external</c>.</summary>
public abstract record Provision;

/// <summary>A SUT that travels with the harness.</summary>
/// <param name="Name">Its name, such as <c>mqtt-broker</c>.</param>
public sealed record EmbeddedProvision(string Name) : Provision;

/// <summary>A SUT that the harness starts as a process and ends with the run.</summary>
/// <param name="Command">Program and arguments; <c>{port}</c> becomes a free port, <c>{dir}</c> a scratch folder of the run.</param>
/// <param name="Files">Files written into the scratch folder before the start: name and text, with the same placeholders.</param>
/// <param name="Endpoint">Where it is reached once it is ready, with the same placeholders.</param>
public sealed record ProcessProvision(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Files, string Endpoint) : Provision;

/// <summary>A SUT that is there already.</summary>
/// <param name="Endpoint">Where it is reached.</param>
public sealed record ExternalProvision(Uri Endpoint) : Provision;
