using System.Net.Security;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>TLS that ends, in brokers that go wrong with it, when so many bytes were sent.</summary>
internal sealed class EndingTls(Stream below, long most) : SslStream(below, leaveInnerStreamOpen: false)
{
    private long _sent;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        (_sent += buffer.Length) <= most ? base.WriteAsync(buffer, cancellationToken) : throw new IOException($"after {most} bytes nothing more is sent");
}
