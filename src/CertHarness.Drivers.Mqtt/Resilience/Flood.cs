namespace CertHarness.Drivers.Mqtt.Resilience;

/// <summary>What became of a flood.</summary>
/// <param name="Sent">How many messages were sent.</param>
/// <param name="End">How it ended.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record Flood(int Sent, FloodEnd End, TimeSpan Duration);

/// <summary>How a flood ended.</summary>
internal enum FloodEnd
{
    /// <summary>The broker has taken all of it, and answered what came behind it.</summary>
    Taken,

    /// <summary>The broker cut it off, or took nothing more of it.</summary>
    Refused,

    /// <summary>The time was over while it was still taken, or the answer behind it did not come.</summary>
    Unfinished,
}
