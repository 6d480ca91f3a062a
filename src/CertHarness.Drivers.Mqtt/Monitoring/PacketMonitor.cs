using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Model.Catalogues;

namespace CertHarness.Drivers.Mqtt.Monitoring;

/// <summary>What a monitor makes of a packet.</summary>
internal enum Judgement
{
    /// <summary>The statement says nothing about it.</summary>
    NotConcerned,

    /// <summary>It is as the statement asks.</summary>
    Kept,

    /// <summary>It is not.</summary>
    Broken,
}

/// <summary>A packet in its place in the conversation.</summary>
/// <param name="Length">Its length in bytes, fixed header included.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="So">What was said before.</param>
internal readonly record struct Place(int Length, Role Sender, Conversation So);

/// <summary>
/// A statement as a judgement over one packet and what was said before it. Nothing is waited for and nothing is assumed of time, so
/// a machine that is busy cannot make it accuse anybody.
/// </summary>
/// <param name="Requirement">The requirement's id.</param>
/// <param name="Sender">Whose packets it judges.</param>
/// <param name="Expected">What the statement allows, for the report.</param>
/// <param name="Type">The packets that it is about; null for all.</param>
/// <param name="Clauses">The rules of the decoder that are this statement: a packet that breaks one cannot be decoded.</param>
/// <param name="Judge">Judges a packet that could be decoded.</param>
internal sealed record PacketMonitor(
    string Requirement,
    Role Sender,
    string Expected,
    PacketType? Type,
    IReadOnlyList<Clause> Clauses,
    Func<MqttPacket, Place, Judgement> Judge)
{
    /// <summary>The version that the statement is of.</summary>
    public MqttVersion Version { get; } = Requirement.StartsWith("MQTT5-", StringComparison.Ordinal) ? MqttVersion.V5 : MqttVersion.V311;

    /// <summary>Whether it watches the packets of a side in a version.</summary>
    public bool Watches(Role side, MqttVersion version) => Version == version && (Sender == Role.Both || Sender == side);

    /// <summary>Whether a packet that could not be decoded breaks it.</summary>
    public bool IsBrokenBy(MalformedPacketException fault) =>
        (Type is null || (!fault.Raw.IsEmpty && fault.Raw.Span[0] >> 4 == (int)Type)) && Clauses.Any(c => c.In(Version) == fault.Clause);
}
