namespace CertHarness.Drivers.Transport;

/// <summary>Where a piece of a conversation lies in the evidence; as text "frame 12 of publisher".</summary>
/// <param name="Connection">The name of the connection.</param>
/// <param name="Frame">The number of the frame in the pcapng file, from 1, as Wireshark counts; 0 for a connection of which only the beginning
/// may be kept.</param>
/// <param name="At">When the bytes were received, or handed to the operating system to be sent.</param>
public sealed record RecordedChunk(string Connection, int Frame, DateTimeOffset At)
{
    /// <summary>The words for a message.</summary>
    public override string ToString() => Frame > 0 ? $"frame {Frame} of {Connection}" : Connection;
}
