using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults.Relaying;

/// <summary>The mutation that changes nothing.</summary>
internal sealed class PassOn : IMutation
{
    public IConnectionMutation Begin(IProxiedConnection connection) => new OfConnection(connection);

    private sealed class OfConnection(IProxiedConnection connection) : IConnectionMutation
    {
        public ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
            connection.SendAsync(ProxiedConnection.Other(from), bytes, cancellationToken);

        public ValueTask FinishedAsync(Side from, CancellationToken cancellationToken)
        {
            connection.Finish(ProxiedConnection.Other(from));
            return ValueTask.CompletedTask;
        }
    }
}
