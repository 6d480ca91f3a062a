using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class RestartTests : BrokerTests
{
    private static readonly Will Gone = new() { Topic = "will", Payload = Bytes("gone"), QoS = QualityOfService.AtLeastOnce };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_acknowledged_is_there_afterwards(bool withoutWarning)
    {
        var lasting = await TestClient.ConnectLasting(Broker, "s");
        await lasting.Subscribe("t", QualityOfService.AtLeastOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await lasting.DisposeAsync();
        await publisher.Publish("t", "a");
        await publisher.Publish("t", "b", retain: true);

        await Restart(withoutWarning);

        await using var back = await TestClient.ConnectLasting(Broker, "s");
        Assert.True(back.ConnAck.SessionPresent);
        Assert.Equal(["a", "b"], await back.DrainPayloads());
        await using var later = await TestClient.Connect(Broker, "later");
        await later.Subscribe("t", QualityOfService.AtLeastOnce);
        Assert.Equal(["b"], await later.DrainPayloads());
        await using var other = await TestClient.Connect(Broker, "o");
        await other.Publish("t", "c");
        Assert.Equal(["c"], await back.DrainPayloads());
    }

    [Fact]
    public async Task What_was_sent_and_not_acknowledged_is_sent_again()
    {
        var client = await TestClient.ConnectLasting(Broker, "s");
        await client.Subscribe("t", QualityOfService.ExactlyOnce);
        await using var publisher = await TestClient.Connect(Broker, "p");
        await publisher.Publish("t", "a");
        var first = await client.Receive<PublishPacket>();

        await Restart(withoutWarning: true);

        await using var back = await TestClient.ConnectLasting(Broker, "s");
        var again = await back.Receive<PublishPacket>();
        Assert.Equal(first.PacketId, again.PacketId);
        Assert.True(again.Dup);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_says_so_and_a_power_cut_does_not()
    {
        var told = await TestClient.Connect(Broker, "a");
        await Broker.StopAsync();
        Assert.Equal(ReasonCode.ServerShuttingDown, (await told.Receive<DisconnectPacket>()).ReasonCode);
        Broker.StartAgain();

        var untold = await TestClient.Connect(Broker, "a");
        await Broker.KillAsync();
        await untold.ExpectEnd();
        await told.DisposeAsync();
        await untold.DisposeAsync();
    }

    [Fact]
    public async Task A_session_that_ends_with_its_connection_ends_with_the_broker()
    {
        await using var passing = await TestClient.Connect(Broker, "s");

        await Restart(withoutWarning: true);

        await using var back = await TestClient.ConnectLasting(Broker, "s");
        Assert.False(back.ConnAck.SessionPresent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_will_is_due_when_the_broker_goes_away(bool withoutWarning)
    {
        var witness = await TestClient.ConnectLasting(Broker, "w");
        await witness.Subscribe("will", QualityOfService.AtLeastOnce);
        await using var mortal = await TestClient.Connect(Broker, new ConnectPacket { ClientId = "m", Will = Gone });
        await witness.DisposeAsync();

        await Restart(withoutWarning);

        await using var back = await TestClient.ConnectLasting(Broker, "w");
        Assert.Equal(["gone"], await back.DrainPayloads());
    }

    [Fact]
    public async Task Nobody_is_let_in_while_it_is_stopped()
    {
        await Broker.StopAsync();

        await Assert.ThrowsAsync<SocketException>(() => TestClient.Open(Broker));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_else_gets_its_port_while_it_is_stopped(bool withoutWarning)
    {
        await (withoutWarning ? Broker.KillAsync() : Broker.StopAsync());

        // Whoever connects to something is given a port by the system; this one may be given no other.
        var only = Broker.Endpoint.Port;
        using var somebody = new TcpListener(IPAddress.Loopback, 0);
        somebody.Start();
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.SkipUnless(TryRestrict(other, only), "The system cannot be told which port to give (Linux 6.3 can).");
        var refusal = await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(somebody.LocalEndpoint, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(SocketError.AddressNotAvailable, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task Time_passes_while_it_is_stopped()
    {
        await (await TestClient.ConnectLasting(Broker, "s")).DisposeAsync();
        await Broker.StopAsync();
        Time.Advance(TimeSpan.FromSeconds(1000));
        Broker.StartAgain();

        await using var back = await TestClient.ConnectLasting(Broker, "s");
        Assert.False(back.ConnAck.SessionPresent);
    }

    private static bool TryRestrict(Socket socket, int port)
    {
        const int IpLevel = 0;
        const int LocalPortRange = 51;
        try
        {
            socket.SetRawSocketOption(IpLevel, LocalPortRange, BitConverter.GetBytes((port << 16) | port));
            return OperatingSystem.IsLinux();
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Restart(bool withoutWarning)
    {
        await (withoutWarning ? Broker.KillAsync() : Broker.StopAsync());
        Broker.StartAgain();
    }
}
