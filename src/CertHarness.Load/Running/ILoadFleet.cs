using CertHarness.Load.Network;
using CertHarness.Load.Recording;

namespace CertHarness.Load.Running;

/// <summary>The virtual devices of one generator: what they are, and what they found out together.</summary>
public interface ILoadFleet
{
    /// <summary>How many devices only listen, besides those that act. They connect first.</summary>
    int Listeners { get; }

    /// <summary>Makes a device. Called on the thread that the device will live on.</summary>
    /// <param name="number">Its number: the acting ones from 0, then the listeners.</param>
    /// <param name="loop">Its loop.</param>
    /// <param name="slot">Where it reports to.</param>
    ILoadClient CreateClient(int number, EventLoop loop, ILoadSlot slot);

    /// <summary>Whether everything that has to arrive has arrived. Asked when all iterations have ended.</summary>
    bool IsSettled { get; }

    /// <summary>What arrived at the listeners, or null where the protocol has none. Asked when all devices are closed.</summary>
    DeliveryReport? Deliveries();
}
