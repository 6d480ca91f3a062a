using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>A well-formed packet with all the fields that it can have, so that each of them can be spoiled.</summary>
/// <param name="Name">The packet's name, such as <c>PUBLISH at QoS 1</c>.</param>
/// <param name="Version">The version that its connection speaks.</param>
/// <param name="FirstByte">Type and flags.</param>
/// <param name="Fields">Its fields behind the fixed header, in order.</param>
internal sealed record PacketForm(string Name, MqttVersion Version, byte FirstByte, IReadOnlyList<FormField> Fields)
{
    /// <summary>The type.</summary>
    public PacketType Type => (PacketType)(FirstByte >> 4);

    /// <summary>The bytes of the packet, its lengths right.</summary>
    public byte[] Encode() => Framed(Body());

    /// <summary>What follows the fixed header.</summary>
    public byte[] Body() => BodyOf(Fields);

    /// <summary>The packet with other fields.</summary>
    public byte[] With(IReadOnlyList<FormField> fields) => Framed(BodyOf(fields));

    /// <summary>The packet with one field replaced by several others or none.</summary>
    public byte[] With(int at, params IEnumerable<FormField> others) => With([.. Fields.Take(at), .. others, .. Fields.Skip(at + 1)]);

    /// <summary>Puts type, flags and a right length in front of bytes.</summary>
    public byte[] Framed(ReadOnlySpan<byte> body) =>
        new WireWriter().Byte(FirstByte).VariableByteInteger((uint)body.Length).Raw(body).ToArray();

    private static byte[] BodyOf(IReadOnlyList<FormField> fields)
    {
        var writer = new WireWriter();
        foreach (var field in fields)
        {
            if (field.Bytes is { } bytes)
                writer.Raw(bytes);
            else
                writer.VariableByteInteger((uint)LengthOf(field.Block!, fields));
        }

        return writer.ToArray();
    }

    private static int LengthOf(string block, IReadOnlyList<FormField> fields) =>
        fields.Where(f => f.Block == block && f.Kind != FieldKind.BlockLength).Sum(f => f.Bytes!.Length);
}
