namespace CertHarness.Model.Campaigns;

/// <summary>What can be done to a SUT from outside while it is tested.</summary>
public enum SutOperation
{
    /// <summary>It is asked to end and does: an orderly shutdown.</summary>
    Stop,

    /// <summary>It is started again, at the same address and with the same data.</summary>
    Start,

    /// <summary>It is asked to end, and started again.</summary>
    Restart,

    /// <summary>It ends without warning, as without power, and is started again.</summary>
    PowerCycle,

    /// <summary>It stands still, its connections stay open.</summary>
    Pause,

    /// <summary>It goes on after a pause.</summary>
    Resume,
}
