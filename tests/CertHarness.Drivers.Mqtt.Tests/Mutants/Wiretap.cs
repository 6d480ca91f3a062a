using CertHarness.Drivers.Mqtt.Mutants;
using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mqtt.Wire;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Tests.Mutants;

/// <summary>A connection through a mutation, without a network: what each side gets is kept.</summary>
internal sealed class Wiretap : IProxiedConnection
{
    private readonly IConnectionMutation _connection;
    private readonly List<byte> _client = [];
    private readonly List<byte> _server = [];

    public Wiretap(IMutation mutation) => _connection = mutation.Begin(this);

    public Wiretap(Change change)
        : this(new PacketMutation(change, MqttVersion.V5, TimeProvider.System))
    {
    }

    /// <summary>What the client got.</summary>
    public byte[] AtClient => [.. _client];

    /// <summary>What the server got.</summary>
    public byte[] AtServer => [.. _server];

    /// <summary>The sides that were told that nothing more comes.</summary>
    public List<Side> Finished { get; } = [];

    public ValueTask SendAsync(Side to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        (to == Side.Harness ? _client : _server).AddRange(bytes.Span);
        return ValueTask.CompletedTask;
    }

    public void Finish(Side to) => Finished.Add(to);

    public Task ClientAsync(params MqttPacket[] packets) => ClientAsync([.. packets.SelectMany(p => PacketEncoder.Encode(p, MqttVersion.V5))]);

    public async Task ClientAsync(byte[] bytes) => await _connection.ArrivedAsync(Side.Harness, bytes, CancellationToken.None);

    public async Task ServerAsync(params MqttPacket[] packets) =>
        await _connection.ArrivedAsync(Side.Sut, packets.SelectMany(p => PacketEncoder.Encode(p, MqttVersion.V5)).ToArray(), CancellationToken.None);

    public async Task EndAsync(Side from) => await _connection.FinishedAsync(from, CancellationToken.None);

    public static byte[] Encoded(params MqttPacket[] packets) => [.. packets.SelectMany(p => PacketEncoder.Encode(p, MqttVersion.V5))];
}
