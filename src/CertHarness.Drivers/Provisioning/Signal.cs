namespace CertHarness.Drivers.Provisioning;

/// <summary>The signals that the harness sends, with their numbers on Linux.</summary>
internal enum Signal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
