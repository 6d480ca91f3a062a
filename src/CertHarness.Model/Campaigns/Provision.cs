using System.Collections.Immutable;

namespace CertHarness.Model.Campaigns;

/// <summary>How a SUT comes to be there: <c>embedded</c>, <c>process</c>, <c>container</c>, <c>external</c> or <c>device</c>.</summary>
public abstract record Provision;

/// <summary>A SUT that travels with the harness.</summary>
/// <param name="Name">Its name, such as <c>mqtt-broker</c>.</param>
public sealed record EmbeddedProvision(string Name) : Provision;

/// <summary>A SUT that the harness starts as a process and ends with the run.</summary>
/// <param name="Command">Program and arguments; <c>{port}</c> becomes a free port, <c>{dir}</c> a scratch folder of the run.</param>
/// <param name="Files">Files written into the scratch folder before the start: name and text, with the same placeholders.</param>
/// <param name="Endpoint">Where it is reached once it is ready, with the same placeholders.</param>
public sealed record ProcessProvision(IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Files, string Endpoint) : Provision;

/// <summary>A SUT that the harness starts as a container and removes with the run.</summary>
/// <param name="Image">The image; one below <c>localhost/</c> is never pulled, another one where the engine does not have it.</param>
/// <param name="Ports">By placeholder such as <c>port</c> or <c>port-ws</c>: the port that the SUT listens on inside. The placeholder
/// itself becomes a free port of the loopback address.</param>
/// <param name="Endpoint">Where it is reached once it is ready, with those placeholders.</param>
public sealed record ContainerProvision(string Image, IReadOnlyDictionary<string, int> Ports, string Endpoint) : Provision
{
    /// <summary>The command with its arguments; empty for that of the image.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Files written into the container before it is started for the first time: full path and text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Environment variables of the container.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>A SUT that is there already.</summary>
/// <param name="Endpoint">Where it is reached.</param>
public sealed record ExternalProvision(Uri Endpoint) : Provision
{
    /// <summary>How operations are carried out; those without a hook are not offered.</summary>
    public IReadOnlyDictionary<SutOperation, Hook> Hooks { get; init; } = ImmutableDictionary<SutOperation, Hook>.Empty;
}

/// <summary>A device that connects to the harness. How it is told what to do is in <see cref="Ixit.Device"/>.</summary>
/// <param name="Listen">Where the harness listens. Without a port each scenario has a free one of its own; with a port, for a device
/// that knows one address only, one scenario runs after the other.</param>
/// <param name="Files">Files written into a scratch folder before each start of the device: name and text, in which <c>{dir}</c>
/// becomes the folder.</param>
public sealed record DeviceProvision(Uri Listen, IReadOnlyDictionary<string, string> Files) : Provision;
