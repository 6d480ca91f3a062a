namespace CertHarness.Drivers.Devices;

/// <summary>What a device is told to do.</summary>
/// <param name="Action">The action, such as <c>publish</c>; the driver's protocol defines the actions.</param>
/// <param name="Server">The harness's address that the device is to connect to.</param>
/// <param name="Values">What the scenario asks for, such as the topic, by the names that stand in braces in a campaign.</param>
/// <param name="Options">What it asks for beyond the plain action, such as <c>retain</c>.</param>
public sealed record DeviceOrder(
    string Action, Uri Server, IReadOnlyDictionary<string, string> Values, IReadOnlyCollection<string> Options);
