namespace CertHarness.ReferenceCity.Mqtt.Publishing;

/// <summary>How a broker that is wrong loses or spoils messages.</summary>
internal sealed partial class OutgoingMessages
{
    /// <summary>Loses all that waits or is under way.</summary>
    public void Forget()
    {
        _waiting.Clear();
        ForgetInFlight();
    }

    /// <summary>Loses what is under way.</summary>
    public void ForgetInFlight()
    {
        _inFlight.Clear();
        _toResend.Clear();
    }

    /// <summary>Loses the message that came last.</summary>
    public void ForgetLast() => Replace([.. _waiting.SkipLast(1)]);

    /// <summary>Has the messages that wait in the opposite order.</summary>
    public void TurnRound() => Replace([.. _waiting.Reverse()]);

    /// <summary>Has every message that waits twice.</summary>
    public void Double() => Replace([.. _waiting.SelectMany(d => new[] { d, d })]);

    /// <summary>Takes messages that the client has for ones that it has not.</summary>
    public void TakeBackReleases()
    {
        foreach (var message in _inFlight.InOrder)
            message.Released = false;
    }

    private void Replace(Delivery[] waiting)
    {
        _waiting.Clear();
        foreach (var delivery in waiting)
            _waiting.Enqueue(delivery);
    }
}
