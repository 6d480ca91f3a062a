using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Sessions;

namespace CertHarness.Drivers.Mqtt.Tests.Sessions;

/// <summary>A broker may grant a lower QoS than was asked for: what it then delivers is measured by what it granted.</summary>
public sealed class ClientTests
{
    private readonly Client _dashboard = new("dashboard", "d");

    [Fact]
    public void Without_a_subscription_every_level_may_come() => Assert.Equal(QualityOfService.ExactlyOnce, _dashboard.HighestGrant);

    [Fact]
    public void The_highest_of_all_grants_counts()
    {
        Grant(ReasonCode.GrantedQoS1);
        Grant(ReasonCode.Success, ReasonCode.Success);
        Assert.Equal(QualityOfService.AtLeastOnce, _dashboard.HighestGrant);
    }

    [Fact]
    public void A_refusal_grants_nothing()
    {
        Grant(ReasonCode.Success);
        Grant(ReasonCode.UnspecifiedError);
        Assert.Equal(QualityOfService.AtMostOnce, _dashboard.HighestGrant);
    }

    private void Grant(params ReasonCode[] codes) => _dashboard.Remember(new SubscriptionAnswer(
        new SubscribePacket { PacketId = 1, Subscriptions = [] }, new SubAckPacket { PacketId = 1, ReasonCodes = codes }, null));
}
