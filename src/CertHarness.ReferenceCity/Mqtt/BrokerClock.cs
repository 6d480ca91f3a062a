using CertHarness.ReferenceCity.Mqtt.Transports;

namespace CertHarness.ReferenceCity.Mqtt;

/// <summary>Time as the broker sees it: what is due happens under the same lock as what clients send.</summary>
internal sealed class BrokerClock(TimeProvider time, Lock gate)
{
    private readonly List<Action> _heldBack = [];

    public TimeProvider Time => time;

    public Lock Gate => gate;

    /// <summary>While it is on nothing becomes due.</summary>
    public Standstill Standstill { get; } = new();

    public long Now => time.GetTimestamp();

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>Does something after a while, unless it is cancelled before.</summary>
    public Deadline After(TimeSpan delay, Action due) => new(this, delay, due);

    /// <summary>Puts off what became due in a standstill until it ends. Called with the gate held.</summary>
    public void HoldBack(Action fire) => _heldBack.Add(fire);

    /// <summary>Ends a standstill: what became due in it happens now. Called with the gate held.</summary>
    public void GoOn()
    {
        Standstill.End();
        Action[] late = [.. _heldBack];
        _heldBack.Clear();
        foreach (var fire in late)
            fire();
    }
}
