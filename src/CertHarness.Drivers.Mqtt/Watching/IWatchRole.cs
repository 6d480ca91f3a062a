using System.Threading.Channels;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Watching;

/// <summary>What a client of a watch does on its connections. Calls come one at a time.</summary>
internal interface IWatchRole
{
    /// <summary>The broker has accepted it; from now on packets can be sent.</summary>
    void Entered(ConnAckPacket accepted, ChannelWriter<MqttPacket> outgoing);

    /// <summary>A packet came.</summary>
    void Received(MqttPacket packet, ChannelWriter<MqttPacket> outgoing);

    /// <summary>The connection has ended.</summary>
    /// <param name="byHarness">Whether the watch is over.</param>
    void Left(bool byHarness);
}
