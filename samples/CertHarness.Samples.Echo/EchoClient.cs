using System.Text;
using CertHarness.Drivers;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Samples.Echo;

/// <summary>The client of one scenario.</summary>
/// <param name="transport">Opens connections whose bytes are evidence.</param>
/// <param name="sut">Where the server is.</param>
/// <param name="time">The clock.</param>
public sealed class EchoClient(RecordingTransport transport, SutAccess sut, TimeProvider time)
{
    private RecordedConnection? _connection;

    /// <summary>Opens the connection.</summary>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="SutUnavailableException">No connection came about.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken) =>
        _connection = await transport.ConnectAsync("client", sut.Endpoint.Host, sut.Endpoint.Port, sut.Ixit.Timeout, cancellationToken);

    /// <summary>Sends text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    public ValueTask SendAsync(string text, CancellationToken cancellationToken) =>
        Open.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Expects the server to send certain text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up earlier.</param>
    /// <exception cref="ExpectationNotMetException">Something else came, or the server closed the connection.</exception>
    /// <exception cref="SutUnavailableException">Nothing came in time.</exception>
    public async Task ExpectAsync(string text, CancellationToken cancellationToken)
    {
        var buffer = new byte[Encoding.UTF8.GetByteCount(text)];
        var length = 0;
        using var limit = new CancellationTokenSource(sut.Ixit.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (length < buffer.Length && await Open.ReadAsync(buffer.AsMemory(length), either.Token) is > 0 and var read)
                length += read;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SutUnavailableException($"{Open.Name}: no answer from {Open.Remote} within {sut.Ixit.Timeout.TotalSeconds} s");
        }

        var observed = Encoding.UTF8.GetString(buffer, 0, length);
        if (observed != text)
            throw new ExpectationNotMetException($"\"{text}\"", $"\"{observed}\"", $"frame {Open.LastFrame} of {Open.Name}");
    }

    private RecordedConnection Open => _connection ?? throw new InvalidOperationException("The client is not connected.");
}
