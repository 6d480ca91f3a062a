using CertHarness.Drivers.Mutations;

namespace CertHarness.Drivers.Mqtt.Mutants;

/// <summary>A SUT that sends to one client at a time, and waits for it to read.</summary>
/// <param name="turn">Lets one in at a time.</param>
internal sealed class OneWriter(SemaphoreSlim turn) : IMutation
{
    public IConnectionMutation Begin(IProxiedConnection connection) => new OfConnection(connection, turn);

    private sealed class OfConnection(IProxiedConnection connection, SemaphoreSlim turn) : IConnectionMutation
    {
        public async ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (from == Side.Harness)
            {
                await connection.SendAsync(Side.Sut, bytes, cancellationToken);
                return;
            }

            await turn.WaitAsync(cancellationToken);
            try
            {
                await connection.SendAsync(Side.Harness, bytes, cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }

        public ValueTask FinishedAsync(Side from, CancellationToken cancellationToken)
        {
            connection.Finish(from == Side.Harness ? Side.Sut : Side.Harness);
            return ValueTask.CompletedTask;
        }
    }
}
