using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>
/// Watches one connection of a device. Its version is known only with its CONNECT; what begins with anything else is not judged.
/// </summary>
/// <param name="isFirst">Whether it is the device's first connection in the scenario.</param>
internal sealed class DeviceWatch(bool isFirst) : IPacketWatch
{
    private readonly Lock _gate = new();
    private PacketWatch? _watch;
    private bool _begun;

    /// <inheritdoc/>
    public MonitorRecord Seen => Begun?.Seen ?? MonitorRecord.Empty;

    private PacketWatch? Begun
    {
        get
        {
            lock (_gate)
            {
                return _watch;
            }
        }
    }

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes) => Begun?.Sent(bytes);

    /// <inheritdoc/>
    public void Received(MqttPacket packet, ReadOnlySpan<byte> bytes, string? where) => Begin(bytes)?.Received(packet, bytes, where);

    /// <inheritdoc/>
    public void Received(MalformedPacketException fault, string? where) => Begin(fault.Raw.Span)?.Received(fault, where);

    private PacketWatch? Begin(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!_begun && Introduction.VersionOf(bytes) is { } version)
                _watch = new PacketWatch(version, Role.Client, isFirst);

            _begun = true;
            return _watch;
        }
    }
}
