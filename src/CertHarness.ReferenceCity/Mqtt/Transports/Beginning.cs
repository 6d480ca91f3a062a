using System.Net.Sockets;
using System.Security.Cryptography;

namespace CertHarness.ReferenceCity.Mqtt.Transports;

/// <summary>The first bytes of a client at a port for TLS, looked at without taking them, by brokers that go wrong with them.</summary>
internal static class Beginning
{
    private const byte Handshake = 0x16;
    private const byte ServerHello = 0x02;
    private const int VersionAt = 9;
    private static readonly byte[] Tls12 = [3, 3];

    /// <summary>Whether the client speaks TLS.</summary>
    public static async Task<bool> IsTlsAsync(Socket socket, CancellationToken cancellationToken) =>
        await PeekAsync(socket, cancellationToken) is [Handshake, ..];

    /// <summary>Answers a ClientHello of a version before TLS 1.2 with a ServerHello of the same (RFC 4346, 7.4.1.3).</summary>
    public static async Task AgreeToOldTlsAsync(Socket socket, CancellationToken cancellationToken)
    {
        var first = await PeekAsync(socket, cancellationToken);
        if (first.Length < VersionAt + 2 || first.AsSpan(VersionAt, 2).SequenceCompareTo(Tls12) >= 0)
            return;

        // No session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
        byte[] body = [.. first.AsSpan(VersionAt, 2), .. RandomNumberGenerator.GetBytes(32), 0, 0x00, 0x2F, 0];
        await socket.SendAsync(
            (byte[])[Handshake, .. first.AsSpan(VersionAt, 2), 0, (byte)(body.Length + 4), ServerHello, 0, 0, (byte)body.Length, .. body], cancellationToken);
    }

    private static async Task<byte[]> PeekAsync(Socket socket, CancellationToken cancellationToken)
    {
        var first = new byte[16];
        return first[..await socket.ReceiveAsync(first, SocketFlags.Peek, cancellationToken)];
    }
}
