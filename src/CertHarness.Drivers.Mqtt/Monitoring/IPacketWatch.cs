using CertHarness.Drivers.Monitoring;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>Is told of all that harness and SUT say to each other on one connection.</summary>
internal interface IPacketWatch : IMonitor
{
    /// <summary>The harness is about to send bytes: whole packets, unless a scenario wants it otherwise.</summary>
    void Sent(ReadOnlyMemory<byte> bytes);

    /// <summary>A packet of the SUT arrived.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="where">Where it can be seen in the evidence, or null.</param>
    void Received(MqttPacket packet, ReadOnlySpan<byte> bytes, string? where);

    /// <summary>Bytes of the SUT arrived that are no packet.</summary>
    /// <param name="fault">What is wrong with them.</param>
    /// <param name="where">Where they can be seen in the evidence, or null.</param>
    void Received(MalformedPacketException fault, string? where);
}
