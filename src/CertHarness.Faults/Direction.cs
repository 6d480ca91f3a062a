namespace CertHarness.Faults;

/// <summary>The ways through a proxy that a fault lies on.</summary>
[Flags]
public enum Direction
{
    /// <summary>From the harness to the SUT.</summary>
    ToSut = 1,

    /// <summary>From the SUT to the harness.</summary>
    FromSut = 2,

    /// <summary>Both ways; each has its own randomness, clock and counters.</summary>
    Both = ToSut | FromSut,
}
