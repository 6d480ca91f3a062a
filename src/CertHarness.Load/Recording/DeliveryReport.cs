using System.Text.Json.Serialization;

namespace CertHarness.Load.Recording;

/// <summary>What became of messages between publishers and subscribers.</summary>
/// <param name="Classes">The same for each promise that messages went out with; one of each at most.</param>
/// <param name="Foreign">How many messages of others arrived, such as those retained from an earlier run.</param>
/// <param name="Damaged">How many messages arrived with another length than they were sent with; they count as not arrived.</param>
/// <param name="Delay">From the intended instant of publishing to the arrival.</param>
public sealed record DeliveryReport(IReadOnlyList<DeliveryClass> Classes, long Foreign, long Damaged, LatencyHistogram Delay)
{
    /// <summary>How many deliveries there should have been.</summary>
    [JsonIgnore]
    public long Expected => Classes.Sum(c => c.Expected);

    /// <summary>How many of them arrived, each counted once.</summary>
    [JsonIgnore]
    public long Received => Classes.Sum(c => c.Received);

    /// <summary>How many did not arrive.</summary>
    [JsonIgnore]
    public long Lost => Classes.Sum(c => c.Lost);

    /// <summary>How many arrived again.</summary>
    [JsonIgnore]
    public long Duplicates => Classes.Sum(c => c.Duplicates);

    /// <summary>How many arrived after a later one of the same stream.</summary>
    [JsonIgnore]
    public long OutOfOrder => Classes.Sum(c => c.OutOfOrder);
}

/// <summary>What became of the messages that went out with one promise.</summary>
/// <param name="Promise">What the SUT promised for them.</param>
/// <param name="Expected">How many deliveries acknowledged (or, without acknowledgements, sent) messages should have made.</param>
/// <param name="Received">How many of them arrived, each counted once.</param>
/// <param name="Lost">How many did not arrive.</param>
/// <param name="Duplicates">How many arrived again.</param>
/// <param name="OutOfOrder">How many arrived after a later one of the same publisher and promise.</param>
public sealed record DeliveryClass(DeliveryPromise Promise, long Expected, long Received, long Lost, long Duplicates, long OutOfOrder);

/// <summary>What a SUT promises of a message that it has taken over.</summary>
public enum DeliveryPromise
{
    /// <summary>Nothing: it may be lost, and nobody acknowledges it.</summary>
    AtMostOnce,

    /// <summary>It arrives, and may arrive again.</summary>
    AtLeastOnce,

    /// <summary>It arrives, and not again.</summary>
    ExactlyOnce,
}
