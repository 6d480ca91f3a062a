namespace CertHarness.Model.Campaigns;

/// <summary>What a device does and how it is told to.</summary>
public sealed record DeviceIxit
{
    /// <summary>The actions that the device can be told, by their names.</summary>
    public IReadOnlyDictionary<string, DeviceAction> Actions { get; init; } = new Dictionary<string, DeviceAction>();

    /// <summary>The actions that the device takes without being told: it is waited for.</summary>
    public IReadOnlyList<string> ByItself { get; init; } = [];

    /// <summary>Whether the device comes back by itself after it has lost its connection.</summary>
    public bool Reconnects { get; init; }
}

/// <summary>How a device is told one action: a program is started that is the device, or that has a hand on it.</summary>
/// <param name="Command">Program and arguments; <c>{host}</c> and <c>{port}</c> become the harness's address, <c>{dir}</c> the
/// scratch folder, and other words in braces what the scenario asks for.</param>
/// <param name="Options">Arguments that are appended where a scenario asks for more than the plain action, by the option's name. What
/// is missing here the device cannot be told.</param>
public sealed record DeviceAction(IReadOnlyList<string> Command, IReadOnlyDictionary<string, IReadOnlyList<string>> Options);
