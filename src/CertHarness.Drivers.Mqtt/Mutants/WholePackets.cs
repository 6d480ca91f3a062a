using CertHarness.Drivers.Mqtt.Packets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>A SUT that takes what it reads at a time for whole packets, and ends the connection where they are not.</summary>
internal sealed class WholePackets : IMutation
{
    public IConnectionMutation Begin(IProxiedConnection connection) => new OfConnection(connection);

    private sealed class OfConnection(IProxiedConnection connection) : IConnectionMutation
    {
        public async ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            var isWhole = from == Side.Sut || new FrameReader(from).Read(bytes, () => MqttVersion.V311).Sum(f => f.Raw.Length) == bytes.Length;
            if (isWhole)
            {
                await connection.SendAsync(from == Side.Harness ? Side.Sut : Side.Harness, bytes, cancellationToken);
                return;
            }

            connection.Finish(Side.Harness);
            connection.Finish(Side.Sut);
        }

        public ValueTask FinishedAsync(Side from, CancellationToken cancellationToken)
        {
            connection.Finish(from == Side.Harness ? Side.Sut : Side.Harness);
            return ValueTask.CompletedTask;
        }
    }
}
