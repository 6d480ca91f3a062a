using System.Net.Security;
using System.Security.Authentication;

namespace CertHarness.Load.Network;

/// <summary>
/// TLS of a client. The records are <see cref="SslStream"/>'s, over a stream that is fed from the loop's events: what it does with them
/// it does at once and on the loop's thread, so its tasks are looked at instead of awaited. While nothing arrives it waits with an empty
/// read and holds no buffer.
/// </summary>
// What it owns goes in Release, which its connection calls.
#pragma warning disable CA1001
public sealed class TlsLayer : Layer
#pragma warning restore CA1001
{
    private readonly SslClientAuthenticationOptions _options;
    private readonly Func<Exception, string> _causeOf;
    private readonly byte[] _room;
    private readonly FedStream _records;
    private readonly SslStream _stream;
    private Task? _handshake;
    private ValueTask<int> _read;
    private bool _isReading;
    private bool _isAnnounced;
    private bool _isReleased;

    /// <summary>Puts TLS on a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="above">Who is told.</param>
    /// <param name="options">What is offered and who is trusted, for this connection alone.</param>
    /// <param name="causeOf">Says why TLS did not come about or broke, in few different words.</param>
    public TlsLayer(Connection connection, IConnectionEvents above, SslClientAuthenticationOptions options, Func<Exception, string> causeOf)
        : base(connection, above)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(options);
        // A handshake in the middle of a connection could hold up what is sent; TLS 1.3 knows none (RFC 8446, 4.1.2).
        options.AllowRenegotiation = false;
        // Each device is one of its own: it cannot go on with what another has agreed on, and the SUT has to bear the whole handshake.
        options.AllowTlsResume = false;
        (_options, _causeOf, _room) = (options, causeOf, connection.LayerBuffer);
        _records = new FedStream(SendBelow);
        _stream = new SslStream(_records, leaveInnerStreamOpen: false);
    }

    /// <inheritdoc/>
    protected override string Opening => "the TLS handshake";

    /// <inheritdoc/>
    public override void OnReceived(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isReleased)
        {
            bytes = bytes[_records.Feed(bytes)..];
            Advance();
        }
    }

    /// <inheritdoc/>
    protected internal override bool Send(ReadOnlySpan<byte> bytes)
    {
        _records.IsTaken = true;
        _stream.Write(bytes);
        return _records.IsTaken;
    }

    /// <inheritdoc/>
    protected override void Open()
    {
        _handshake = _stream.AuthenticateAsClientAsync(_options);
        Advance();
    }

    /// <inheritdoc/>
    // Sending never waits, so the task has ended when it is there.
    protected override void SayGoodbye() => _ = _stream.ShutdownAsync();

    /// <inheritdoc/>
    protected override void Release()
    {
        if (_isReleased)
            return;
        _isReleased = true;
        // What still reads meets the end first: the stream gives its buffers back only when nobody uses them.
        _records.End();
        _ = _handshake?.Exception;
        _stream.Dispose();
    }

    private void Advance()
    {
        if (!IsReady && !HasShakenHands())
            return;
        while (!_isReleased)
        {
            int? length;
            try
            {
                if (!TryRead(out length))
                    return;
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                Fail(_causeOf(e));
                return;
            }

            if (length == 0)
                End();
            else if (length is { } some)
                Above.OnReceived(_room.AsSpan(0, some));
        }
    }

    private bool HasShakenHands()
    {
        if (!_handshake!.IsCompleted)
            return false;
        var failure = _handshake.Exception?.InnerException;
        _handshake = null;
        if (failure is null)
            BecomeReady();
        else if (failure is IOException or AuthenticationException)
            Fail(_causeOf(failure));
        else
            throw new InvalidOperationException("TLS could not be begun", failure);
        return failure is null;
    }

    /// <summary>Takes the end of the read under way, or begins the next.</summary>
    /// <param name="length">How many bytes lie in the loop's room, or null where only their coming was waited for.</param>
    private bool TryRead(out int? length)
    {
        length = null;
        if (!_isReading)
        {
            // Kept, for nobody awaits it; its result is taken once.
#pragma warning disable CA2012
            _read = _stream.ReadAsync(_isAnnounced ? _room : Memory<byte>.Empty);
#pragma warning restore CA2012
            _isReading = true;
        }

        if (!_read.IsCompleted)
            return false;
        _isReading = false;
        var read = _read.GetAwaiter().GetResult();
        if (_isAnnounced)
            length = read;
        _isAnnounced = !_isAnnounced;
        return true;
    }
}
