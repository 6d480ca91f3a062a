namespace CertHarness.ReferenceCity.Mqtt.Connections;

/// <summary>How many QoS 1 and 2 messages may still be sent (MQTT 5.0, clause 4.9).</summary>
/// <param name="receiveMaximum">The client's Receive Maximum.</param>
internal sealed class SendQuota(ushort receiveMaximum)
{
    private int _left = receiveMaximum;

    public bool IsUsedUp => _left == 0;

    public void Take() => _left--;

    /// <summary>Never above where it began: a PUBCOMP may belong to a message of an earlier connection.</summary>
    public void Return() => _left = Math.Min(_left + 1, receiveMaximum);
}
