using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CsCheck;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

public sealed class RobustnessTests : BrokerTests
{
    // The fixture fails when it stops the broker, if a connection ended with an exception of the broker's own.
    private static readonly Gen<byte[]> Frame = Gen.Select(
        Gen.Int[1, 15], Gen.Byte, Gen.Byte.Array[0, 30],
        (type, flags, body) => new RawPacket(
            (byte)((type << 4) | ((PacketType)type switch
            {
                PacketType.Publish => flags & 0x0F,
                PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe => 2,
                _ => 0,
            })),
            body).ToArray());

    [Fact]
    public async Task Random_packets_harm_nobody_else()
    {
        await using var bystander = await TestClient.Connect(Broker, "bystander");
        await bystander.Subscribe("quiet/#");
        await Gen.Select(Gen.OneOf(Gen.Const(MqttVersion.V311), Gen.Const(MqttVersion.V5)), Frame.Array[1, 10], Gen.Byte.Array[0, 20]).SampleAsync(
            async (version, frames, rest) =>
            {
                await using var client = await TestClient.Connect(Broker, "random", version);
                await client.SendBytes([.. frames.SelectMany(f => f), .. rest]);
            },
            iter: 200,
            threads: 1);
        Assert.Empty(await bystander.Drain());
    }

    [Fact]
    public async Task Random_bytes_instead_of_a_connect_harm_nobody_else()
    {
        await using var bystander = await TestClient.Connect(Broker, "bystander");
        await Gen.Byte.Array[1, 60].SampleAsync(
            async bytes =>
            {
                await using var client = await TestClient.Open(Broker);
                await client.SendBytes(bytes);
            },
            iter: 200,
            threads: 1);
        Assert.Empty(await bystander.Drain());
    }
}
