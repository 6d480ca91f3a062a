using System.Text;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.ReferenceCity.Mqtt;
using Microsoft.Extensions.Time.Testing;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>A broker whose clock stands still until a test moves it.</summary>
public abstract class BrokerTests : IAsyncLifetime
{
    private protected FakeTimeProvider Time { get; } = new();

    private protected ReferenceBroker Broker { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        Broker = ReferenceBroker.Start(Time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected static string Text(PublishPacket packet) => Encoding.UTF8.GetString(packet.Payload.Span);

    /// <summary>Disconnects without a DISCONNECT and waits until the broker knows: its will arrives.</summary>
    private protected async Task Vanish(TestClient client, TestClient witness)
    {
        await client.DisposeAsync();
        Assert.Equal("gone", Text(await witness.Receive<PublishPacket>()));
    }
}
