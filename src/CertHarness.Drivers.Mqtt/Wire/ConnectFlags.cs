namespace CertHarness.Drivers.Mqtt.Wire;

/// <summary>The bits of the connect flags (clause 3.1.2.3).</summary>
internal static class ConnectFlags
{
    public const int Reserved = 1;
    public const int CleanStart = 1 << 1;
    public const int Will = 1 << 2;
    public const int WillQoSShift = 3;
    public const int WillRetain = 1 << 5;
    public const int Password = 1 << 6;
    public const int UserName = 1 << 7;
}
