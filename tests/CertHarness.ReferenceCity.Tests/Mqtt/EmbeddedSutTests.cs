using System.Net.Security;
using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Provisioning;
using CertHarness.ReferenceCity.Mqtt;
using CertHarness.ReferenceCity.Mqtt.Embedded;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class EmbeddedSutTests
{
    public static TheoryData<string> Names => [.. Suts.Select(s => s.Name)];

    private static IEmbeddedSut[] Suts =>
    [
        .. typeof(ReferenceBroker).Assembly.GetExportedTypes()
            .Where(t => t.IsAssignableTo(typeof(IEmbeddedSut)) && t.Namespace == typeof(MqttBrokerSut).Namespace)
            .Select(t => (IEmbeddedSut)Activator.CreateInstance(t)!),
    ];

    [Fact]
    public void All_brokers_are_there() => Assert.Equal(["mqtt-broker", "mqtt-broker-restricted", "mqtt-broker-secured", "mqttnet"], Suts.Select(s => s.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_answers_a_connect_until_it_is_disposed(string name)
    {
        var sut = Suts.Single(s => s.Name == name);
        Assert.NotEmpty(sut.Description.Name);
        var running = await sut.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal("CONNACK", await FirstAnswer(running.Endpoint));
        await running.DisposeAsync();
        await Assert.ThrowsAnyAsync<SocketException>(() => FirstAnswer(running.Endpoint));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Two_of_them_are_no_trouble(string name)
    {
        var sut = Suts.Single(s => s.Name == name);
        await using var one = await sut.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var two = await sut.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.NotEqual(one.Endpoint, two.Endpoint);
    }

    private static async Task<string> FirstAnswer(Uri endpoint)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken);
        Stream stream = client.GetStream();
        if (endpoint.Scheme == "mqtts")
        {
            var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
            await tls.AuthenticateAsClientAsync("127.0.0.1");
            stream = tls;
        }

        await stream.WriteAsync(PacketEncoder.Encode(new ConnectPacket { ClientId = "a", Username = "lamp", Password = "lamp-key"u8.ToArray() }, MqttVersion.V311), TestContext.Current.CancellationToken);
        var answer = new byte[4];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return new PacketDecoder(PacketReceiver.Client).Decode(answer, MqttVersion.V311).Describe()[..7];
    }
}
