using CertHarness.Load.Network;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Drivers.Http.Load;

/// <summary>The devices of one generator; they share the request.</summary>
internal sealed class HttpFleet(LoadTarget target, HttpOptions options) : ILoadFleet
{
    private readonly byte[] _request = options.RequestTo(target.Address);
    private readonly bool _isRaw = target.Address.Scheme == "http" && !options.IsHttp2;

    public int Listeners => 0;

    public bool IsSettled => true;

    public LoadTarget Target => target;

    public HttpOptions Options => options;

    public ReadOnlySpan<byte> Request => _request;

    public ILoadClient CreateClient(int number, EventLoop loop, ILoadSlot slot) =>
        _isRaw ? new RawHttpDevice(this, number, loop, slot) : new ClientHttpDevice(this, number, loop, slot);

    public DeliveryReport? Deliveries() => null;
}
