namespace CertHarness.Drivers.Devices;

/// <summary>A device that acts by itself: there is nothing to start or to end.</summary>
internal sealed class UntoldDevice : IRunningDevice
{
    public string? Ended => null;

    public string Output => "";

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
