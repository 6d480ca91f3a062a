namespace CertHarness.Drivers.Transport;

/// <summary>Opens connections whose every byte is kept as evidence.</summary>
public sealed class RecordingTransport
{
}
