using CertHarness.Drivers.Mqtt.Malformed;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;

namespace CertHarness.Drivers.Mqtt.Tests.Malformed;

public sealed class MalformedTrafficTests
{
    /// <summary>As many as a run sends.</summary>
    private const int OfARun = 10_000;

    private static readonly AttackNames Names = new("attacker1x", "certharness/abcdefghij/attack");

    private static readonly MalformedTraffic Traffic = new(1, Names);

    private static readonly IReadOnlyList<Malformation> All = [.. Enumerable.Range(0, OfARun).Select(n => Traffic[n])];

    [Fact]
    public void The_same_seed_and_number_give_the_same_packet()
    {
        var again = new MalformedTraffic(1, Names);
        Assert.All(All.Where(p => p.Number % 97 == 0), p => Assert.Equal(p.Wire, again[p.Number].Wire));
    }

    [Fact]
    public void Another_seed_gives_other_packets_in_another_order()
    {
        var other = new MalformedTraffic(2, Names);
        Assert.InRange(All.Count(p => p.Wire.AsSpan().SequenceEqual(other[p.Number].Wire)), 0, OfARun / 50);
    }

    [Fact]
    public void A_run_has_every_single_way_to_spoil_a_packet_and_noise_on_top() =>
        Assert.InRange(Traffic.Singles, OfARun / 2, OfARun - (OfARun / 10));

    [Fact]
    public void Every_field_of_every_packet_is_spoiled_in_every_way_that_fits_it()
    {
        var grammar = new PacketGrammar(Names);
        foreach (var form in new[] { MqttVersion.V311, MqttVersion.V5 }.SelectMany(grammar.Of))
        {
            foreach (var field in form.Fields)
            {
                var seen = All.Where(p => p.Version == form.Version && p.Packet == form.Name && p.Field == field.Name).Select(p => p.Kind).ToHashSet();
                Assert.Superset(Due(field).ToHashSet(), seen);
            }
        }
    }

    [Fact]
    public void Every_packet_is_cut_off_after_every_byte()
    {
        foreach (var form in new[] { MqttVersion.V311, MqttVersion.V5 }.SelectMany(new PacketGrammar(Names).Of))
        {
            var cut = All.Where(p => p.Version == form.Version && p.Packet == form.Name && p.Kind == Spoiling.CutOff).Select(p => p.Bytes.Length).ToHashSet();
            Assert.Equal(Enumerable.Range(1, form.Encode().Length - 1).ToHashSet(), cut);
        }
    }

    [Fact]
    public void Every_kind_comes_in_both_versions_first_and_after_a_CONNECT()
    {
        foreach (var kind in Enum.GetValues<Spoiling>())
        {
            foreach (var version in new[] { MqttVersion.V311, MqttVersion.V5 })
            {
                // Only MQTT 5.0 has properties.
                if (kind == Spoiling.Property && version == MqttVersion.V311)
                    continue;
                Assert.Contains(All, p => p.Kind == kind && p.Version == version && p.Introduction.IsEmpty);
                Assert.Contains(All, p => p.Kind == kind && p.Version == version && !p.Introduction.IsEmpty);
            }
        }
    }

    [Fact]
    public void Forms_are_right_before_they_are_spoiled()
    {
        var decoder = new PacketDecoder(PacketReceiver.Server);
        foreach (var form in new[] { MqttVersion.V311, MqttVersion.V5 }.SelectMany(new PacketGrammar(Names).Of))
            Assert.Equal(form.Type, decoder.Decode(form.Encode(), form.Version).Type);
    }

    [Fact]
    public void A_strict_receiver_refuses_most_of_them_and_never_takes_what_is_cut_off()
    {
        var natures = All.ToLookup(p => p.Nature());

        Assert.InRange(natures[Nature.Malformed].Count(), OfARun * 6 / 10, OfARun);
        Assert.InRange(natures[Nature.Odd].Count(), 1, OfARun / 6);
        Assert.NotEmpty(natures[Nature.OutOfOrder]);
        Assert.DoesNotContain(natures[Nature.Odd].Concat(natures[Nature.OutOfOrder]), p => p.Kind == Spoiling.CutOff);
    }

    [Theory]
    [InlineData(nameof(Spoiling.CutOff))]
    [InlineData(nameof(Spoiling.RemainingLength))]
    [InlineData(nameof(Spoiling.FieldLength))]
    [InlineData(nameof(Spoiling.Property))]
    [InlineData(nameof(Spoiling.Flags))]
    [InlineData(nameof(Spoiling.Type))]
    public void What_breaks_the_frame_is_hardly_ever_odd_only(string name)
    {
        var kind = Enum.Parse<Spoiling>(name);
        var such = All.Where(p => p.Kind == kind).ToList();
        Assert.InRange(such.Count(p => p.Nature() == Nature.Odd), 0, such.Count / 10);
    }

    [Fact]
    public void A_packet_is_told_with_its_number_what_is_wrong_and_its_bytes()
    {
        var packet = All.First(p => p.Kind == Spoiling.Flags);
        Assert.Matches($@"^#{packet.Number} MQTT (5\.0|3\.1\.1), (first|after CONNECT): .* with the flags 0x[0-9A-F]: [0-9A-F]+", packet.ToString());
    }

    private static IEnumerable<Spoiling> Due(FormField field) =>
    [
        .. field.Bytes is null ? Array.Empty<Spoiling>() : [Spoiling.Missing, Spoiling.Twice],
        .. field.Kind switch
        {
            FieldKind.Text => [Spoiling.FieldLength, Spoiling.Text],
            FieldKind.Binary or FieldKind.BlockLength => [Spoiling.FieldLength],
            FieldKind.PropertyId => [Spoiling.Property],
            FieldKind.Payload => Array.Empty<Spoiling>(),
            _ => [Spoiling.Number],
        },
    ];
}
