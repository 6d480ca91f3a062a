namespace CertHarness.Model.Campaigns;

/// <summary>How a SUT comes to be there: <c>embedded</c>, <c>process</c>, <c>external</c> or <c>device</c>.</summary>
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

/// <summary>A device that connects to the harness. How it is told what to do is in <see cref="Ixit.Device"/>.</summary>
/// <param name="Listen">Where the harness listens. Without a port each scenario has a free one of its own; with a port, for a device
/// that knows one address only, one scenario runs after the other.</param>
/// <param name="Files">Files written into a scratch folder before each start of the device: name and text, in which <c>{dir}</c>
/// becomes the folder.</param>
public sealed record DeviceProvision(Uri Listen, IReadOnlyDictionary<string, string> Files) : Provision;
