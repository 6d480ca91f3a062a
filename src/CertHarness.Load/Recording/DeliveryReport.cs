namespace CertHarness.Load.Recording;

/// <summary>What became of messages between publishers and subscribers.</summary>
/// <param name="Expected">How many deliveries acknowledged (or, without acknowledgements, sent) messages should have made.</param>
/// <param name="Received">How many of them arrived, each counted once.</param>
/// <param name="Lost">How many did not arrive.</param>
/// <param name="Duplicates">How many arrived again.</param>
/// <param name="OutOfOrder">How many arrived after a later one of the same publisher.</param>
/// <param name="Foreign">How many messages of others arrived, such as those retained from an earlier run.</param>
/// <param name="Delay">From the intended instant of publishing to the arrival.</param>
public sealed record DeliveryReport(
    long Expected, long Received, long Lost, long Duplicates, long OutOfOrder, long Foreign, LatencyHistogram Delay);
