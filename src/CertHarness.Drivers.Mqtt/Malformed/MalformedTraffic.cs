using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.Drivers.Mqtt.Malformed;

/// <summary>
/// The packets of an attack, as many as are asked for, made from the grammar of MQTT: first every single way to spoil every packet, in an
/// order that the seed gives, then noise on top. Seed and number give a packet again.
/// </summary>
internal sealed class MalformedTraffic
{
    private const double ShareFirst = 0.2;
    private const int MostFlips = 8;
    private const int MostNoise = 300;

    private static readonly MqttVersion[] Versions = [MqttVersion.V5, MqttVersion.V311];

    private readonly int _seed;
    private readonly PacketGrammar _grammar;
    private readonly (PacketForm Form, MalformedCase Case)[] _singles;

    /// <param name="seed">All randomness.</param>
    /// <param name="names">Who sends the packets, and about what.</param>
    public MalformedTraffic(int seed, AttackNames names)
    {
        var random = new Random(seed);
        _seed = seed;
        _grammar = new PacketGrammar(names);
        _singles = [.. Versions.SelectMany(_grammar.Of).SelectMany(form => MalformedCases.Of(form, random), (form, single) => (form, single))];
        random.Shuffle(_singles);
    }

    /// <summary>How many single ways there are to spoil a packet; what comes after them is noise.</summary>
    public int Singles => _singles.Length;

    /// <summary>A packet.</summary>
    /// <param name="number">Its number, from 0.</param>
    public Malformation this[int number]
    {
        get
        {
            var random = new Random(unchecked((_seed * 1_000_003) + number));
            var (form, single) = number < _singles.Length ? _singles[number] : Noise(random);
            // Most of a broker lies behind its door; some attackers never knock.
            var first = single.First ?? (form.Type == PacketType.Connect) != (random.NextDouble() < ShareFirst);
            var introduction = first ? [] : _grammar.Introduction(form.Version, number);
            return new Malformation(number, form.Version, form.Name, single.Field, single.Kind, single.What, introduction, single.Bytes);
        }
    }

    private (PacketForm Form, MalformedCase Case) Noise(Random random)
    {
        var forms = _grammar.Of(Versions[random.Next(Versions.Length)]);
        var form = forms[random.Next(forms.Count)];
        var bytes = form.Encode();
        switch (random.Next(3))
        {
            case 0:
                var flips = random.Next(2, MostFlips + 1);
                for (var flip = 0; flip < flips; flip++)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return (form, new(Spoiling.Noise, null, $"{form.Name} with {flips} bits flipped", bytes));
            case 1:
                var other = forms[random.Next(forms.Count)];
                var end = other.Encode();
                byte[] sewn = [.. bytes[..random.Next(1, bytes.Length + 1)], .. end[random.Next(end.Length)..]];
                return (form, new(Spoiling.Noise, null, $"{form.Name} that goes on as {other.Name}", sewn));
            default:
                var noise = new byte[random.Next(1, MostNoise)];
                random.NextBytes(noise);
                return (form, new(Spoiling.Noise, null, $"{noise.Length} bytes of noise", noise));
        }
    }
}
