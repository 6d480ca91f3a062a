using System.Buffers.Binary;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>One way to spoil a form.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Field">The field, or null.</param>
/// <param name="What">What is wrong, in words.</param>
/// <param name="Bytes">The packet.</param>
/// <param name="First">Whether it comes before any CONNECT; null where either will do.</param>
internal sealed record MalformedCase(Spoiling Kind, string? Field, string What, byte[] Bytes, bool? First = null);

/// <summary>Every single way to spoil a form: each byte, each field, each length, each flag.</summary>
internal static class MalformedCases
{
    private const int Types = 16;

    private static readonly (string What, byte[] Bytes)[] BadTexts =
    [
        ("an overlong character", [0x61, 0xC0, 0xAF]),
        ("half a surrogate pair", [0x61, 0xED, 0xA0, 0x80]),
        ("a byte that is never UTF-8", [0x61, 0xFF]),
        ("a character that ends too early", [0x61, 0xE2, 0x82]),
        ("a null character", [0x61, 0x00, 0x62]),
        ("a control character", [0x61, 0x01]),
        ("a byte order mark", [0xEF, 0xBB, 0xBF]),
        ("nothing", []),
        ("a wildcard in its midst", [0x61, 0x23, 0x2F, 0x2B, 0x62]),
        ("65535 bytes", Enumerable.Repeat((byte)'a', ushort.MaxValue).ToArray()),
        ("65535 slashes", Enumerable.Repeat((byte)'/', ushort.MaxValue).ToArray()),
    ];

    /// <summary>The cases of a form, in a fixed order.</summary>
    /// <param name="form">The form.</param>
    /// <param name="random">Chooses where any choice will do.</param>
    public static IEnumerable<MalformedCase> Of(PacketForm form, Random random) =>
        [.. OfHeader(form), .. OfBytes(form, random), .. form.Fields.SelectMany((_, at) => OfField(form, at)), .. OfOrder(form)];

    private static IEnumerable<MalformedCase> OfHeader(PacketForm form)
    {
        var body = form.Body();
        for (var flags = 0; flags < Types; flags++)
        {
            if (flags != (form.FirstByte & 0x0F))
                yield return new(Spoiling.Flags, null, $"{form.Name} with the flags 0x{flags:X}", Spoiled(form, b => b[0] = (byte)((b[0] & 0xF0) | flags)));
        }

        for (var type = 0; type < Types; type++)
        {
            if (type != (int)form.Type)
                yield return new(Spoiling.Type, null, $"{form.Name} with the type {type}", Spoiled(form, b => b[0] = (byte)((type << 4) | (b[0] & 0x0F))));
        }

        foreach (var (what, length) in RemainingLengths(body.Length))
            yield return new(Spoiling.RemainingLength, null, $"{form.Name} with a remaining length {what}", [form.FirstByte, .. length, .. body]);

        yield return new(Spoiling.Excess, null, $"{form.Name} with a byte behind its last field", form.Framed([.. body, 0]));
        yield return new(Spoiling.Excess, null, $"{form.Name} with itself behind its last field", form.Framed([.. body, .. body]));
        yield return new(Spoiling.Excess, null, $"{form.Name} with 64 KiB behind its last field", form.Framed([.. body, .. new byte[64 << 10]]));
    }

    private static IEnumerable<(string What, byte[] Length)> RemainingLengths(int right)
    {
        byte[] Encoded(int length, int bytes = 1) => new WireWriter().VariableByteInteger((uint)Math.Max(length, 0), bytes).ToArray();
        return
        [
            ("of 0", Encoded(0)),
            ("that is one too short", Encoded(right - 1)),
            ("that is one too long", Encoded(right + 1)),
            ("that is 127 too long", Encoded(right + 127)),
            ("of 16 MiB", Encoded(16 << 20)),
            ("of the most that can be said", Encoded(268_435_455)),
            ("in two bytes more than it needs", Encoded(right, 3)),
            ("in four bytes", Encoded(right, 4)),
            ("in five bytes", Encoded(right, 5)),
            ("without an end", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
        ];
    }

    private static IEnumerable<MalformedCase> OfBytes(PacketForm form, Random random)
    {
        var right = form.Encode();
        for (var length = 1; length < right.Length; length++)
            yield return new(Spoiling.CutOff, null, $"{form.Name} that ends after byte {length} of {right.Length}", right[..length]);

        var body = form.Body();
        for (var length = 0; length < body.Length; length++)
            yield return new(Spoiling.CutShort, null, $"{form.Name} with {length} of {body.Length} bytes behind its header", form.Framed(body.AsSpan(0, length)));

        for (var at = 0; at < right.Length; at++)
        {
            var bit = random.Next(8);
            yield return new(Spoiling.BitFlip, null, $"{form.Name} with bit {bit} of byte {at} flipped", Spoiled(form, b => b[at] ^= (byte)(1 << bit)));
        }
    }

    private static IEnumerable<MalformedCase> OfField(PacketForm form, int at)
    {
        var field = form.Fields[at];
        MalformedCase Case(Spoiling kind, string what, params IEnumerable<byte[]> values) =>
            new(kind, field.Name, $"{form.Name}, {field.Name}: {what}", form.With(at, values.Select(v => field with { Bytes = v })));

        if (field.Bytes is { } bytes)
        {
            yield return Case(Spoiling.Missing, "missing");
            yield return Case(Spoiling.Twice, "there twice", bytes, bytes);
        }

        if (at > 0)
        {
            yield return new(
                Spoiling.Swapped,
                field.Name,
                $"{form.Name}, {field.Name}: before {form.Fields[at - 1].Name}",
                form.With([.. form.Fields.Take(at - 1), field, form.Fields[at - 1], .. form.Fields.Skip(at + 1)]));
        }

        var others = field.Kind switch
        {
            FieldKind.Text => [.. Lengths(field.Bytes!).Select(l => Case(Spoiling.FieldLength, l.What, l.Bytes)), .. Texts().Select(t => Case(Spoiling.Text, t.What, t.Bytes))],
            FieldKind.Binary => Lengths(field.Bytes!).Select(l => Case(Spoiling.FieldLength, l.What, l.Bytes)),
            FieldKind.BlockLength => BlockLengths(form, field.Block!).Select(l => Case(Spoiling.FieldLength, l.What, l.Bytes)),
            FieldKind.PropertyId => OtherIds(field.Bytes![0]).Select(id => Case(Spoiling.Property, $"0x{id:X2} instead", [id])),
            FieldKind.VariableByteInteger => new (string, byte[])[] { ("0", [0]), ("in five bytes", [0x80, 0x80, 0x80, 0x80, 1]), ("the most", [0xFF, 0xFF, 0xFF, 0x7F]), ("without an end", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) }
                .Select(n => Case(Spoiling.Number, n.Item1, n.Item2)),
            FieldKind.Payload => [],
            _ => Numbers(field.Bytes!).Select(n => Case(Spoiling.Number, $"0x{Convert.ToHexString(n)}", n)),
        };
        foreach (var other in others)
            yield return other;
    }

    private static IEnumerable<(string What, byte[] Bytes)> Texts() => BadTexts.Select(t => (t.What, new WireWriter().Binary(t.Bytes).ToArray()));

    private static IEnumerable<(string What, byte[] Bytes)> Lengths(byte[] right)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(right);
        foreach (var other in new[] { 0, length - 1, length + 1, length + 256, ushort.MaxValue }.Where(l => l >= 0).Distinct())
        {
            var bytes = right.ToArray();
            BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)other);
            yield return ($"the length {other} instead of {length}", bytes);
        }
    }

    private static IEnumerable<(string What, byte[] Bytes)> BlockLengths(PacketForm form, string block)
    {
        var length = form.Fields.Where(f => f.Block == block && f.Bytes is not null).Sum(f => f.Bytes!.Length);
        foreach (var other in new[] { 0, length - 1, length + 1, length + 100, 268_435_455 })
            yield return ($"{other} instead of {length}", new WireWriter().VariableByteInteger((uint)other).ToArray());

        yield return ("in three bytes more than it needs", new WireWriter().VariableByteInteger((uint)length, 4).ToArray());
        yield return ("in five bytes", new WireWriter().VariableByteInteger((uint)length, 5).ToArray());
        yield return ("without an end", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    }

    /// <summary>Identifiers that nobody knows, and those of other packets.</summary>
    private static IEnumerable<byte> OtherIds(byte right) =>
        new byte[] { 0x00, 0x7F, 0x80, 0xFF, (byte)PropertyId.AssignedClientIdentifier, (byte)PropertyId.MaximumQoS, (byte)PropertyId.SubscriptionIdentifier, (byte)PropertyId.UserProperty }
            .Where(id => id != right);

    private static IEnumerable<byte[]> Numbers(byte[] right)
    {
        byte[][] all = right.Length == 1
            ? [.. Enumerable.Range(0, 8).Select(bit => new[] { (byte)(right[0] ^ (1 << bit)) }), [0], [0xFF]]
            : [new byte[right.Length], [.. Enumerable.Repeat((byte)0xFF, right.Length)], [.. right.Select((b, i) => i == 0 ? (byte)(b ^ 0x80) : b)]];
        return all.Where(n => !n.AsSpan().SequenceEqual(right)).DistinctBy(Convert.ToHexString);
    }

    private static IEnumerable<MalformedCase> OfOrder(PacketForm form)
    {
        var right = form.Encode();
        if (form.Type == PacketType.Connect)
        {
            yield return new(Spoiling.Order, null, $"{form.Name} once more", right, First: false);
            yield return new(Spoiling.Order, null, $"{form.Name} twice at once", [.. right, .. right], First: true);
        }
        else
        {
            yield return new(Spoiling.Order, null, $"{form.Name} before CONNECT", right, First: true);
            yield return new(Spoiling.Order, null, $"{form.Name} behind DISCONNECT", [.. PacketEncoder.Encode(new DisconnectPacket(), form.Version), .. right], First: false);
            yield return new(Spoiling.Order, null, $"{form.Name} a hundred times at once", [.. Enumerable.Repeat(right, 100).SelectMany(b => b)], First: false);
        }

        foreach (var packet in PacketGrammar.ServersPackets)
            yield return new(Spoiling.Order, null, $"{packet.Type.ToString().ToUpperInvariant()}, which only servers send, and {form.Name}", [.. PacketEncoder.Encode(packet, form.Version), .. right], First: false);
    }

    private static byte[] Spoiled(PacketForm form, Action<byte[]> spoil)
    {
        var bytes = form.Encode();
        spoil(bytes);
        return bytes;
    }
}
