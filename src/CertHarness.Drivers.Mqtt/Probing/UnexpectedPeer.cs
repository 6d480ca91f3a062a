using CertHarness.Drivers.Transport;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Mqtt.Probing;

/// <summary>Recognises servers of other protocols, the usual mistake in a campaign's endpoint.</summary>
internal sealed class UnexpectedPeer(SutAccess sut, RecordingTransport transport, TimeProvider time)
{
    /// <summary>How long a server that was silent so far may think about a question in HTTP.</summary>
    private static readonly TimeSpan LongestThought = TimeSpan.FromSeconds(1);

    /// <summary>What the peer is, or null where it cannot be told.</summary>
    public async Task<string?> NameAsync(IntroductionAnswer answer, CancellationToken cancellationToken)
    {
        var beginning = answer.Client.Session.Beginning;
        var peer = answer.Client.Session.Peer;
        return Recognise(peer, beginning.Span)
            ?? (beginning.IsEmpty && sut.Endpoint.Scheme == "mqtt" ? Recognise(peer, await AskAsync(cancellationToken)) : null);
    }

    private static string? Recognise(string peer, ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("HTTP/"u8) => $"{peer} answers HTTP, not MQTT",
        // A TLS record: alert or handshake, version 3.x (RFC 8446, 5.1).
        [0x15 or 0x16, 0x03, ..] => $"{peer} answers TLS, not plain MQTT; give it as mqtts or name its plain port",
        _ when bytes.StartsWith("SSH-"u8) => $"{peer} answers SSH, not MQTT",
        _ => null,
    };

    // HTTP servers wait for the end of a line that a CONNECT does not have.
    private async Task<byte[]> AskAsync(CancellationToken cancellationToken)
    {
        var patience = sut.Ixit.Timeout < LongestThought ? sut.Ixit.Timeout : LongestThought;
        using var expiry = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        var buffer = new byte[64];
        try
        {
            await using var connection = await transport.ConnectAsync("http question", sut.Endpoint.DnsSafeHost, Port, patience, either.Token);
            await connection.WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), either.Token);
            return buffer[..await connection.ReadAsync(buffer, either.Token)];
        }
        catch (Exception failure) when (failure is SutUnavailableException or ConnectionResetException || (failure is OperationCanceledException && expiry.IsCancellationRequested))
        {
            return [];
        }
    }

    private int Port => sut.Endpoint.Port > 0 ? sut.Endpoint.Port : MqttDriver.Port;
}
