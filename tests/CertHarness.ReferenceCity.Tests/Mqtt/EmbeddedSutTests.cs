using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Provisioning;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Verdicts;
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
            .Select(t => (IEmbeddedSut)Activator.CreateInstance(t)!)
            .Where(s => s.Role == Role.Server),
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
        Assert.Equal("CONNACK", await FirstAnswer(running));
        await running.DisposeAsync();
        await Assert.ThrowsAsync<SutUnavailableException>(() => FirstAnswer(running));
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

    [Theory]
    [InlineData("mqtt-broker")]
    [InlineData("mqtt-broker-restricted")]
    [InlineData("mqtt-broker-secured")]
    public async Task Everything_can_be_done_to_a_reference_broker(string name)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var running = await Suts.Single(s => s.Name == name).StartAsync(TimeProvider.System, stop);
        var control = running.Control!;
        Assert.Null(control.ResidentBytes);
        Assert.Equal(SutControl.Everything, control.Offers);
        foreach (var operation in (SutOperation[])[SutOperation.Stop, SutOperation.Start, SutOperation.Restart, SutOperation.PowerCycle, SutOperation.Pause])
            await control.DoAsync(operation, stop);
        var answer = FirstAnswer(running);
        await control.DoAsync(SutOperation.Resume, stop);
        Assert.Equal("CONNACK", await answer);
        await control.DoAsync(SutOperation.Stop, stop);
        await Assert.ThrowsAsync<SutUnavailableException>(() => FirstAnswer(running));
    }

    private static async Task<string> FirstAnswer(IRunningSut sut)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var transport = new RecordingTransport(new EvidenceRecorder(), TimeProvider.System);
        var tls = sut.Endpoint.Scheme == "mqtts" ? TlsOptions.Of(sut.Complete(new Ixit()).Tls) : null;
        var route = new Route(sut.Endpoint.Host, sut.Endpoint.Port, tls, null);
        var connection = await transport.ConnectAsync("client", route, TimeSpan.FromSeconds(20), stop);
        var connect = new ConnectPacket { ClientId = "a", Username = "lamp", Password = "lamp-key"u8.ToArray() };
        await connection.WriteAsync(PacketEncoder.Encode(connect, MqttVersion.V311), stop);
        var answer = new byte[4];
        for (var read = 0; read < answer.Length;)
            read += await connection.ReadAsync(answer.AsMemory(read), stop);
        return new PacketDecoder(PacketReceiver.Client).Decode(answer, MqttVersion.V311).Describe()[..7];
    }
}
