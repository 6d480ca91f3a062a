namespace CertHarness.Drivers.Provisioning;

/// <summary>What the last operation left a SUT in.</summary>
public enum SutState
{
    /// <summary>It was started.</summary>
    Running,

    /// <summary>It stands still.</summary>
    Paused,

    /// <summary>It was stopped.</summary>
    Stopped,
}
