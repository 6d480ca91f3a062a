using System.Buffers;
using System.Text;
using System.Threading.Channels;
using CertHarness.ReferenceCity.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>MQTTnet's client gets along with the broker.</summary>
public sealed class MqttNetClientTests : IAsyncLifetime
{
    private readonly MqttClientFactory _factory = new();
    private ReferenceBroker _broker = null!;

    public ValueTask InitializeAsync()
    {
        _broker = ReferenceBroker.Start(TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task Messages_of_every_level_arrive_once_and_in_order(MqttProtocolVersion version)
    {
        var (subscriber, received) = await Connect("s", version);
        await subscriber.SubscribeAsync("lamp/#", MqttQualityOfServiceLevel.ExactlyOnce, TestContext.Current.CancellationToken);
        var (publisher, _) = await Connect("p", version);
        for (var i = 0; i < 30; i++)
            await publisher.PublishStringAsync("lamp/1", $"{i}", (MqttQualityOfServiceLevel)(i % 3), cancellationToken: TestContext.Current.CancellationToken);
        var messages = new List<string>();
        while (messages.Count < 30)
            messages.Add(await Next(received));
        foreach (var level in new[] { 0, 1, 2 })
            Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{(3 * i) + level}"), messages.Where(m => int.Parse(m) % 3 == level));
        await subscriber.DisconnectAsync(cancellationToken: TestContext.Current.CancellationToken);
        await publisher.DisconnectAsync(cancellationToken: TestContext.Current.CancellationToken);
        subscriber.Dispose();
        publisher.Dispose();
    }

    [Fact]
    public async Task A_retained_message_and_a_will_arrive()
    {
        var (publisher, _) = await Connect("p", MqttProtocolVersion.V500, o => o.WithWillTopic("will").WithWillPayload("gone"));
        await publisher.PublishStringAsync("state", "on", MqttQualityOfServiceLevel.AtLeastOnce, retain: true, TestContext.Current.CancellationToken);
        var (subscriber, received) = await Connect("s", MqttProtocolVersion.V500);
        await subscriber.SubscribeAsync("#", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("on", await Next(received));
        publisher.Dispose();
        Assert.Equal("gone", await Next(received));
        subscriber.Dispose();
    }

    private async Task<(IMqttClient Client, ChannelReader<string> Received)> Connect(
        string clientId, MqttProtocolVersion version, Action<MqttClientOptionsBuilder>? more = null)
    {
        var options = _factory.CreateClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", _broker.Endpoint.Port)
            .WithClientId(clientId)
            .WithProtocolVersion(version);
        more?.Invoke(options);
        var client = _factory.CreateMqttClient();
        var received = Channel.CreateUnbounded<string>();
        client.ApplicationMessageReceivedAsync += async e =>
            await received.Writer.WriteAsync(Encoding.UTF8.GetString(e.ApplicationMessage.Payload.ToArray()));
        await client.ConnectAsync(options.Build(), TestContext.Current.CancellationToken);
        return (client, received.Reader);
    }

    private static async Task<string> Next(ChannelReader<string> received) =>
        await received.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
