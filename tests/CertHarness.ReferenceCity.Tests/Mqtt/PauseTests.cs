using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class PauseTests : BrokerTests
{
    [Fact]
    public async Task Nothing_is_answered_until_it_goes_on()
    {
        await using var client = await TestClient.Connect(Broker, "a");
        Broker.Pause();

        await client.Send(new PingReqPacket());
        var answer = client.Receive<PingRespPacket>();
        // One that goes on is proof that the other stood still: it is as fast on the same machine.
        await using (var other = ReferenceCity.Mqtt.ReferenceBroker.Start(Time))
        {
            await using var witness = await TestClient.Connect(other, "a");
            await witness.Drain();
        }

        Assert.False(answer.IsCompleted);
        Broker.Resume();
        await answer;
    }

    [Fact]
    public async Task New_clients_wait_until_it_goes_on()
    {
        Broker.Pause();
        var connecting = TestClient.Connect(Broker, "a");

        Broker.Resume();

        await using var client = await connecting;
        Assert.Equal(ReasonCode.Success, client.ConnAck.ReasonCode);
    }

    [Fact]
    public async Task Silence_that_it_could_not_have_heard_does_not_count()
    {
        await using var client = await TestClient.Connect(Broker, new ConnectPacket { ClientId = "a", KeepAlive = 10 });
        Broker.Pause();
        Time.Advance(TimeSpan.FromSeconds(1000));
        Broker.Resume();

        Time.Advance(TimeSpan.FromSeconds(14));
        await client.Drain();
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await client.Receive<DisconnectPacket>()).ReasonCode);
    }

    [Fact]
    public async Task What_became_due_meanwhile_happens_afterwards()
    {
        var will = new Will { Topic = "will", Payload = Bytes("gone"), Properties = new() { WillDelayInterval = 10 } };
        await using var witness = await TestClient.Connect(Broker, "w");
        await witness.Subscribe("will", QualityOfService.AtMostOnce);
        await using var mortal = await TestClient.Connect(
            Broker, new ConnectPacket { ClientId = "m", Will = will, Properties = new() { SessionExpiryInterval = 100 } });
        await mortal.Send(new DisconnectPacket { ReasonCode = ReasonCode.DisconnectWithWillMessage });
        await mortal.ExpectEnd();
        Broker.Pause();
        Time.Advance(TimeSpan.FromSeconds(20));

        Broker.Resume();

        Assert.Equal(["gone"], await witness.DrainPayloads());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_can_be_ended_while_it_stands_still(bool withoutWarning)
    {
        await using var client = await TestClient.Connect(Broker, "a");
        Broker.Pause();

        await (withoutWarning ? Broker.KillAsync() : Broker.StopAsync());
        Broker.StartAgain();

        await using var again = await TestClient.Connect(Broker, "a");
    }
}
