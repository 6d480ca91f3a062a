using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Tests.Running;

/// <summary>Devices without a network: each answers as it is told.</summary>
/// <param name="act">What becomes of an iteration of a device; null for no answer at all.</param>
internal sealed class FakeFleet(Func<int, Outcome?> act) : ILoadFleet
{
    public Outcome? Connecting { get; init; } = Outcome.Ok;

    /// <summary>How long an answer takes; zero for one that comes before acting returns.</summary>
    public TimeSpan Delay { get; init; }

    public string? Exhausted { get; init; }

    public int Listeners => 0;

    public bool IsSettled => true;

    public ILoadClient CreateClient(int number, EventLoop loop, ILoadSlot slot) => new Client(this, act, number, loop, slot);

    public DeliveryReport? Deliveries() => null;

    private sealed class Client(FakeFleet fleet, Func<int, Outcome?> act, int number, EventLoop loop, ILoadSlot slot) : WheelTimer, ILoadClient
    {
        public void Connect()
        {
            if (fleet.Exhausted is { } cause)
                slot.Exhausted(cause);
            if (fleet.Connecting is { } outcome)
                slot.Connected(outcome, outcome == Outcome.Ok ? null : "so it was told");
        }

        public void Act(long intended)
        {
            if (fleet.Delay > TimeSpan.Zero)
                loop.Timers.Arm(this, loop.Clock.Now + fleet.Delay.Nanoseconds());
            else
                Answer();
        }

        public string? Abandon()
        {
            loop.Timers.Disarm(this);
            return null;
        }

        public void Dispose() => loop.Timers.Disarm(this);

        protected internal override void OnDue(long now) => Answer();

        private void Answer()
        {
            if (act(number) is { } outcome)
                slot.Completed(outcome, outcome == Outcome.Ok ? null : "so it was told");
        }
    }
}
