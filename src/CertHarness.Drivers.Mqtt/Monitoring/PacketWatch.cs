using System.Buffers;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;
using CertHarness.Model.Evaluating;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>
/// Watches one connection between harness and SUT. The statements about the SUT's part are judged; those about the harness's part
/// tell whether it has broken the protocol itself, for then nothing is concluded any more from what belongs together. A connection
/// that does not begin with a CONNECT of the version that it is decoded by is not judged at all.
/// </summary>
/// <param name="version">The version that the client means to speak.</param>
/// <param name="sut">The part that the SUT plays: server or client.</param>
/// <param name="isFirst">Whether a client has had no connection before from which it may have something left.</param>
internal sealed class PacketWatch(MqttVersion version, Role sut, bool isFirst = true) : IPacketWatch
{
    private const int MostShown = 64;

    private readonly Lock _gate = new();
    private readonly Conversation _so = new(version, sut, isFirst);
    private readonly Role _harness = Conversation.Other(sut);
    private readonly PacketDecoder _ofHarness = new(sut == Role.Server ? PacketReceiver.Server : PacketReceiver.Client);
    private readonly PacketMonitor[] _monitors = MonitorTable.Of(sut, version);
    private readonly PacketMonitor[] _own = MonitorTable.Of(Conversation.Other(sut), version);
    private readonly int[] _packets = new int[MonitorTable.Of(sut, version).Length];
    private readonly Dictionary<string, MonitorViolation> _violations = [];
    private bool _begun;
    private bool _introduced;

    /// <inheritdoc/>
    public MonitorRecord Seen
    {
        get
        {
            lock (_gate)
            {
                return new MonitorRecord(
                    _monitors.Index().Where(m => _packets[m.Index] > 0).ToDictionary(m => m.Item.Requirement, m => _packets[m.Index]),
                    _violations.ToDictionary());
            }
        }
    }

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            var rest = new ReadOnlySequence<byte>(bytes);
            try
            {
                while (!rest.IsEmpty)
                {
                    var before = rest.Length;
                    var whole = _ofHarness.TryDecode(ref rest, version, out var packet);
                    Begin(bytes.Span);
                    if (!whole)
                        break;

                    var place = new Place((int)(before - rest.Length), _harness, _so);
                    _so.IsIrregular |= _own.Any(m => m.Judge(packet!, place) == Judgement.Broken);
                    _so.Take(packet!, _harness);
                }

                _so.IsIrregular |= !rest.IsEmpty;
            }
            catch (MalformedPacketException)
            {
                Begin(bytes.Span);
                _so.IsIrregular = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Received(MqttPacket packet, ReadOnlySpan<byte> bytes, string? where)
    {
        lock (_gate)
        {
            Begin(bytes);
            if (!_introduced)
                return;

            if (version == MqttVersion.V5 && packet is ConnAckPacket { ReturnCode: not null })
            {
                // A server that knows only MQTT 3.1.1 says so in its own form, and nothing of MQTT 5.0 can be asked of it.
                _introduced = false;
                return;
            }

            _so.Meet(packet, sut);
            var place = new Place(bytes.Length, sut, _so);
            for (var i = 0; i < _monitors.Length; i++)
            {
                var judgement = _monitors[i].Judge(packet, place);
                if (judgement != Judgement.NotConcerned)
                    _packets[i]++;
                if (judgement == Judgement.Broken)
                    Violated(_monitors[i], packet.Describe(), bytes, where);
            }

            _so.Take(packet, sut);
        }
    }

    /// <inheritdoc/>
    public void Received(MalformedPacketException fault, string? where)
    {
        lock (_gate)
        {
            Begin(fault.Raw.Span);
            for (var i = 0; _introduced && i < _monitors.Length; i++)
            {
                if (!_monitors[i].IsBrokenBy(fault))
                    continue;

                _packets[i]++;
                Violated(_monitors[i], $"a malformed packet: {fault.Message}", fault.Raw.Span, where);
            }
        }
    }

    // The first bytes on a connection are the client's, whoever that is.
    private void Begin(ReadOnlySpan<byte> first)
    {
        if (!_begun)
            _introduced = Introduction.VersionOf(first) == version;
        _begun = true;
    }

    private void Violated(PacketMonitor monitor, string what, ReadOnlySpan<byte> bytes, string? where)
    {
        var shown = Convert.ToHexString(bytes[..Math.Min(bytes.Length, MostShown)]) + (bytes.Length > MostShown ? "…" : "");
        _violations[monitor.Requirement] = _violations.TryGetValue(monitor.Requirement, out var first)
            ? first with { Times = first.Times + 1 }
            : new MonitorViolation(monitor.Expected, $"{what}: {shown}", where, 1);
    }
}
