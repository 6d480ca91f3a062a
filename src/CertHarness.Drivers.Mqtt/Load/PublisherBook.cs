namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What a publishing device has sent at one QoS. Written by its thread, read when it has ended.</summary>
internal sealed class PublisherBook
{
    private List<uint>? _unsure;

    /// <summary>How many messages were sent, or tried to.</summary>
    public uint Sent { get; private set; }

    /// <summary>How many of them have to arrive: those acknowledged or, at QoS 0, handed over.</summary>
    public long Owed { get; private set; }

    /// <summary>Those that need not arrive.</summary>
    public IReadOnlyList<uint> Unsure => _unsure ?? [];

    /// <summary>Takes the number of the next message. It need not arrive until <see cref="Settle"/> says so.</summary>
    public uint Take() => Sent++;

    /// <summary>Says what became of the last message.</summary>
    public void Settle(bool isOwed)
    {
        if (isOwed)
            Owed++;
        else
            (_unsure ??= []).Add(Sent - 1);
    }
}
