using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults.Tests;

/// <summary>Passes everything on, or what a function makes of it.</summary>
internal sealed class Unaltered(Func<Side, byte[], byte[]>? alter = null) : IMutation
{
    public IConnectionMutation Begin(IProxiedConnection connection) => new OfConnection(connection, alter ?? ((_, bytes) => bytes));

    private sealed class OfConnection(IProxiedConnection connection, Func<Side, byte[], byte[]> alter) : IConnectionMutation
    {
        public ValueTask ArrivedAsync(Side from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
            connection.SendAsync(Other(from), alter(from, bytes.ToArray()), cancellationToken);

        public ValueTask FinishedAsync(Side from, CancellationToken cancellationToken)
        {
            connection.Finish(Other(from));
            return ValueTask.CompletedTask;
        }

        private static Side Other(Side side) => side == Side.Harness ? Side.Sut : Side.Harness;
    }
}
