namespace CertHarness.Drivers.Evidence;

/// <summary>One TCP segment of the evidence, as it was when it was recorded.</summary>
/// <param name="Trace">Its connection.</param>
/// <param name="At">When.</param>
/// <param name="ByHarness">Whether the harness sent it.</param>
/// <param name="Flags">The TCP flags.</param>
/// <param name="Sequence">The sequence number.</param>
/// <param name="Acknowledgement">The acknowledgement number.</param>
/// <param name="Payload">The bytes that were kept.</param>
/// <param name="Length">How many bytes there were; more than were kept once the bound was reached.</param>
/// <param name="Comment">A note on the frame, or null.</param>
internal sealed record CapturedFrame(
    ConnectionTrace Trace,
    DateTimeOffset At,
    bool ByHarness,
    TcpFlags Flags,
    uint Sequence,
    uint Acknowledgement,
    ReadOnlyMemory<byte> Payload,
    int Length,
    string? Comment);
