namespace CertHarness.Drivers;

/// <summary>What a driver's probe saw.</summary>
/// <param name="Unreachable">Why no conversation came about, such as "127.0.0.1:1883 refused the connection"; null where one did.</param>
/// <param name="Capabilities">The capabilities that it could tell, present or absent.</param>
/// <param name="Identification">What the SUT says it is, such as "mosquitto version 2.0.11"; null where it does not tell.</param>
public sealed record ProbeResult(
    string? Unreachable, IReadOnlyList<ObservedCapability> Capabilities, string? Identification = null)
{
    /// <summary>A result for a SUT that could not be talked to.</summary>
    /// <param name="reason">The root cause.</param>
    public static ProbeResult NotThere(string reason) => new(reason, []);
}

/// <summary>A capability that the probe could tell.</summary>
/// <param name="Id">The capability, such as <c>retained-messages</c>.</param>
/// <param name="Present">Whether the SUT has it.</param>
/// <param name="Remark">What that rests on, such as "CONNACK: Retain Available 0".</param>
public sealed record ObservedCapability(string Id, bool Present, string Remark);
