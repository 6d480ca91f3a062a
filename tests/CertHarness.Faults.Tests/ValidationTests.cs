using CertHarness.Faults.Bandwidth;
using CertHarness.Faults.Corruption;
using CertHarness.Faults.Latency;
using CertHarness.Faults.LimitData;
using CertHarness.Faults.Reset;
using CertHarness.Faults.Slicer;
using CertHarness.Faults.SlowClose;
using CertHarness.Faults.Timeout;

namespace CertHarness.Faults.Tests;

public sealed class ValidationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<NetworkFault, string> Bad => new()
    {
        { new LatencyFault { Delay = -Second }, "LatencyFault: Delay is -00:00:01, and has to be from 00:00:00 to 1.00:00:00" },
        { new LatencyFault { Delay = Second, Jitter = 2 * Second }, "Jitter is 00:00:02, and has to be from 00:00:00 to Delay, which is 00:00:01" },
        { new BandwidthFault { BytesPerSecond = 0 }, "BytesPerSecond is 0, and has to be from 1 to 10000000000" },
        { new SlowCloseFault { Delay = TimeSpan.FromDays(2) }, "Delay is 2.00:00:00" },
        { new TimeoutFault { After = -Second }, "After is -00:00:01" },
        { new ResetFault { After = -Second }, "After is -00:00:01" },
        { new SlicerFault { AverageSize = 0 }, "AverageSize is 0, and has to be at least 1; SizeVariation is 0" },
        { new SlicerFault { AverageSize = 5, SizeVariation = 5 }, "SizeVariation is 5, and has to be from 0 to less than AverageSize, which is 5" },
        { new LimitDataFault { Bytes = -1 }, "Bytes is -1, and has to be at least 0" },
        { new CorruptionFault { Rate = 0 }, "Rate is 0, and has to be from 1e-9 to 1" },
        { new CorruptionFault { Rate = double.NaN }, "Rate is NaN" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_value_is_rejected_with_what_would_be_right(NetworkFault fault, string message)
    {
        await using var relayed = new Relayed();

        Assert.Contains(message, Assert.Throws<ArgumentException>(() => relayed.Proxy.Inject(fault)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_bad_values_are_told_at_once()
    {
        await using var relayed = new Relayed();

        var message = Assert.Throws<ArgumentException>(() => relayed.Proxy.Inject(new LimitDataFault { Bytes = -1 }, 0, 1.5)).Message;

        Assert.Contains("Bytes is -1, and has to be at least 0; direction is 0, and has to be ToSut, FromSut or Both; probability is 1.5, and has to be from 0 to 1.", message, StringComparison.Ordinal);
    }
}
