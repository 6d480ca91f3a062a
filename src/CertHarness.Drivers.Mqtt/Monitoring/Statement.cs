using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>Writes monitors down in a line or two each.</summary>
internal static class Statement
{
    /// <summary>A statement about packets of a type.</summary>
    /// <typeparam name="T">The type; <see cref="MqttPacket"/> for all.</typeparam>
    /// <param name="sender">Whose packets.</param>
    /// <param name="requirements">The requirements that say it, in both versions, with blanks between them.</param>
    /// <param name="expected">What is allowed.</param>
    /// <param name="holds">Whether a packet is as it must be.</param>
    /// <param name="when">Which packets it is about; null for all.</param>
    /// <param name="clauses">The rules of the decoder that are this statement.</param>
    public static IEnumerable<PacketMonitor> On<T>(
        Role sender,
        string requirements,
        string expected,
        Func<T, Place, bool> holds,
        Func<T, Place, bool>? when = null,
        params Clause[] clauses)
        where T : MqttPacket =>
        requirements.Split(' ').Select(id => new PacketMonitor(id, sender, expected, TypeOf<T>(), clauses, (packet, place) =>
            packet is not T own || when?.Invoke(own, place) == false ? Judgement.NotConcerned
            : holds(own, place) ? Judgement.Kept
            : Judgement.Broken));

    /// <summary>A statement about the form of packets: those that can be decoded are as it asks.</summary>
    public static IEnumerable<PacketMonitor> Form<T>(
        Role sender, string requirements, string expected, Func<T, Place, bool>? when, params Clause[] clauses)
        where T : MqttPacket => On(sender, requirements, expected, (_, _) => true, when, clauses);

    private static PacketType? TypeOf<T>() =>
        typeof(T) == typeof(MqttPacket) ? null : Enum.Parse<PacketType>(typeof(T).Name[..^"Packet".Length]);
}
