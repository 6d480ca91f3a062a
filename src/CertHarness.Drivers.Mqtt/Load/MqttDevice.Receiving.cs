using System.Buffers.Binary;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Load.Recording;

namespace CertHarness.Drivers.Mqtt.Load;

/// <summary>What a device makes of packets. Those that come in masses are read where they lie; all others by the strict decoder.</summary>
internal sealed partial class MqttDevice
{
    private const byte GreetingStart = (byte)PacketType.ConnAck << 4;
    private const byte AuthStart = (byte)PacketType.Auth << 4;
    private const byte GoodbyeStart = (byte)PacketType.Disconnect << 4;

    private static readonly PacketDecoder Decoder = new(PacketReceiver.Client);

    public void OnReceived(ReadOnlySpan<byte> bytes)
    {
        // A server of another protocol may never send as much as its first bytes seem to promise.
        if (_state == State.Greeting && bytes[0] is not (GreetingStart or AuthStart or GoodbyeStart))
        {
            Fail(Outcome.WrongAnswer, "the SUT sent what is no answer to a CONNECT");
            return;
        }

        // Serving a packet may end this connection and open the next.
        var connection = _connection;
        bytes = _remainder.Prepend(bytes);
        while (_connection == connection)
        {
            var cut = PacketCutter.Cut(ref bytes, fleet.LargestPacket, out var packet);
            if (cut == CutResult.Incomplete)
            {
                _remainder.Keep(bytes);
                return;
            }

            if (cut == CutResult.Malformed)
                Fail(Outcome.WrongAnswer, "the SUT sent what is no MQTT packet, or larger than any that it was sent");
            else if (!TryHandle(packet))
                Fail(Outcome.WrongAnswer, $"the SUT sent a {(PacketType)(packet[0] >> 4)} that MQTT {VersionText} does not allow there");
        }
    }

    /// <summary>Whether it subscribes.</summary>
    private bool Listens => Subscriber is not null || fleet.Options.Act == DeviceAct.Collect;

    private string VersionText => fleet.Options.Version == MqttVersion.V5 ? "5.0" : "3.1.1";

    private bool TryHandle(ReadOnlySpan<byte> packet)
    {
        switch ((PacketType)(packet[0] >> 4))
        {
            // Messages may come before the SUBACK (MQTT 5.0, 3.8.4).
            case PacketType.Publish when _state is State.Subscribing or State.Ready:
                return TryTakeMessage(packet);
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubComp when _state == State.Ready:
                return TryTakeAcknowledgement(packet);
            case PacketType.PubRel when _state is State.Subscribing or State.Ready:
                return TryTakeRelease(packet);
            case PacketType.PingResp when packet is [0xD0, 0]:
                _isPinging = false;
                return true;
            default:
                return TryTakeOther(packet.ToArray());
        }
    }

    private bool TryTakeMessage(ReadOnlySpan<byte> packet)
    {
        var qos = (QualityOfService)((packet[0] >> 1) & 0b11);
        var body = PacketCutter.BodyOf(packet);
        if (!Listens || body.Length < 2 || (int)qos == 3)
            return false;
        var position = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
        var id = position;
        position += qos == QualityOfService.AtMostOnce ? 0 : 2;
        if (position > body.Length)
            return false;
        if (fleet.Options.Version == MqttVersion.V5)
        {
            if (!PacketCutter.TryReadLength(body[position..], out var length, out var digits) || position + digits + length > body.Length)
                return false;
            position += digits + length;
        }

        Subscriber?.Add(body[position..], loop.Clock.Now);
        if (qos != QualityOfService.AtMostOnce)
            Acknowledge(qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, body.Slice(id, 2));
        if (Subscriber is null && MessageStamp.TryRead(body[position..], out var stamp) && body.Length - position == fleet.Options.Payload)
        {
            (_collected ??= []).Add(stamp.Stream);
            LeaveWhenCollected();
        }

        return true;
    }

    private bool TryTakeAcknowledgement(ReadOnlySpan<byte> packet)
    {
        var body = PacketCutter.BodyOf(packet);
        var type = (PacketType)(packet[0] >> 4);
        if (body.Length < 2 || (packet[0] & 0x0F) != 0)
            return false;
        // Of a message given up before, on an earlier connection: not what is waited for.
        if (_task != Task.Acting || BinaryPrimitives.ReadUInt16BigEndian(body) != _packetId)
            return false;
        var isRefused = body.Length > 2 && body[2] >= 0x80;
        var last = _qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubComp;
        if (isRefused)
        {
            _book!.Settle(isOwed: false);
            Report(Outcome.WrongAnswer, $"{type} 0x{body[2]:X2}");
        }
        else if (type == last)
        {
            Published();
        }
        else if (type == PacketType.PubRec && _qos == QualityOfService.ExactlyOnce)
        {
            Acknowledge(PacketType.PubRel, body[..2]);
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryTakeRelease(ReadOnlySpan<byte> packet)
    {
        var body = PacketCutter.BodyOf(packet);
        if (body.Length < 2 || (packet[0] & 0x0F) != 2)
            return false;
        Acknowledge(PacketType.PubComp, body[..2]);
        return true;
    }

    private bool TryTakeOther(byte[] packet)
    {
        MqttPacket decoded;
        try
        {
            decoded = Decoder.Decode(packet, fleet.Options.Version);
        }
        catch (MalformedPacketException)
        {
            return false;
        }

        switch (decoded)
        {
            case ConnAckPacket ack when _state == State.Greeting:
                Greeted(ack);
                return true;
            case SubAckPacket ack when _state == State.Subscribing:
                Subscribed(ack);
                return true;
            case DisconnectPacket bye:
                Fail(Outcome.ConnectionLost, $"the SUT disconnected: 0x{(byte)bye.ReasonCode:X2} {bye.ReasonCode}");
                return true;
            default:
                return false;
        }
    }

    private void Greeted(ConnAckPacket ack)
    {
        if (ack.ReasonCode != ReasonCode.Success || (ack.ReturnCode ?? ConnectReturnCode.Accepted) != ConnectReturnCode.Accepted)
        {
            Fail(Outcome.Refused, $"CONNACK 0x{(byte)ack.ReasonCode:X2} {ack.ReasonCode}");
        }
        else if (!Listens)
        {
            BecomeReady();
        }
        else
        {
            _state = State.Subscribing;
            Send(fleet.Subscribe());
        }
    }

    private void Subscribed(SubAckPacket ack)
    {
        if (ack.ReasonCodes.FirstOrDefault(code => (byte)code >= 0x80) is var code && (byte)code >= 0x80)
            Fail(Outcome.Refused, $"SUBACK 0x{(byte)code:X2} {code}");
        else if (ack.ReasonCodes is [var granted, ..] && (int)granted < (int)fleet.Options.SubscriberQoS)
            Fail(Outcome.Refused, $"SUBACK grants QoS {(int)granted} of {(int)fleet.Options.SubscriberQoS}");
        else
            BecomeReady();
    }

    private void Acknowledge(PacketType type, ReadOnlySpan<byte> id)
    {
        var flags = type == PacketType.PubRel ? 2 : 0;
        Send([(byte)(((int)type << 4) | flags), 2, id[0], id[1]]);
    }
}
