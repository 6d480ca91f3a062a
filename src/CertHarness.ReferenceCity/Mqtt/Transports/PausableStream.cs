namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>The bytes of a connection as a broker sees them that can stand still: the connection stays, nothing is read or written.</summary>
internal sealed class PausableStream(Stream below, Standstill standstill) : ForwardStream(below)
{
    /// <summary>What arrives meanwhile is told afterwards, the end of the connection too.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Below.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            await standstill.PassAsync(cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await standstill.PassAsync(cancellationToken);
        await Below.WriteAsync(buffer, cancellationToken);
    }
}
