using System.Net.Sockets;

namespace CertHarness.Load.Network;

/// <summary>Puts a layer on a connection that is about to be made.</summary>
/// <param name="connection">The connection.</param>
/// <param name="above">Whom the layer tells what becomes of it.</param>
/// <returns>The lowest layer, which hears what the socket says.</returns>
public delegate Layer Layering(Connection connection, IConnectionEvents above);

/// <summary>
/// Something that is spoken between a socket and the owner of its <see cref="Connection"/>, such as TLS. All of it happens on the thread
/// of the connection's loop, in the events that come from below, so that neither the owner nor the loop has to know. One layer may lie
/// on another.
/// </summary>
public abstract class Layer : IConnectionEvents
{
    private Layer? _below;
    private bool _isReached;

    /// <summary>Lays it under whoever is told what becomes of it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="above">Its owner, or the layer that lies on this one.</param>
    protected Layer(Connection connection, IConnectionEvents above)
    {
        (Connection, Above, Top) = (connection, above, this);
        if (above is Layer next)
            (Top, next._below) = (next.Top, this);
    }

    internal Layer Top { get; }

    /// <summary>What the connection waits for before its owner can use it, in words; null where it can be used.</summary>
    internal string? Awaited => IsReady ? (Above as Layer)?.Awaited : _isReached ? Opening : null;

    /// <summary>The connection.</summary>
    protected Connection Connection { get; }

    /// <summary>Who is told.</summary>
    protected IConnectionEvents Above { get; }

    /// <summary>Whether its opening is over, so that bytes can be sent.</summary>
    protected bool IsReady { get; private set; }

    /// <summary>Its opening, in words, such as <c>the TLS handshake</c>.</summary>
    protected abstract string Opening { get; }

    /// <inheritdoc/>
    public void OnConnected()
    {
        _isReached = true;
        Open();
    }

    /// <inheritdoc/>
    public abstract void OnReceived(ReadOnlySpan<byte> bytes);

    /// <inheritdoc/>
    public void OnFlushed()
    {
        if (IsReady)
            Above.OnFlushed();
    }

    /// <inheritdoc/>
    public void OnClosed(SocketError error)
    {
        // Before it was reached there was no connection at all, which is told as it is.
        if (IsReady || !_isReached)
            Above.OnClosed(error);
        else
            Above.OnFailed($"the SUT {(error == SocketError.Success ? "closed" : "reset")} the connection in {Opening}");
    }

    /// <inheritdoc/>
    public void OnFailed(string cause) => Above.OnFailed(cause);

    /// <summary>Sends bytes of the owner or of the layer above, once it is ready.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Whether the operating system took all of them, as <see cref="Connection.Send"/> has it.</returns>
    protected internal abstract bool Send(ReadOnlySpan<byte> bytes);

    /// <summary>What is below is there: begins to open.</summary>
    protected abstract void Open();

    /// <summary>Says to the peer that nothing more follows, without waiting for an answer.</summary>
    protected abstract void SayGoodbye();

    /// <summary>Lets go of what it holds, for the connection is closed.</summary>
    protected abstract void Release();

    /// <summary>It is open.</summary>
    protected void BecomeReady()
    {
        IsReady = true;
        Above.OnConnected();
    }

    /// <summary>Hands bytes to what is below.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Whether the operating system took all of them.</returns>
    protected bool SendBelow(ReadOnlySpan<byte> bytes) => _below is { } layer ? layer.Send(bytes) : Connection.SendToSocket(bytes);

    /// <summary>Closes the connection, for the peer said in this layer that it is over.</summary>
    protected void End()
    {
        Connection.Close(abort: false);
        Above.OnClosed(SocketError.Success);
    }

    /// <summary>Closes the connection, for the peer does not speak this layer as it has to be spoken.</summary>
    /// <param name="cause">What happened, in few different words.</param>
    protected void Fail(string cause)
    {
        Connection.Close(abort: false);
        Above.OnFailed(cause);
    }

    internal void LeaveAll()
    {
        for (var layer = Top; layer is not null; layer = layer._below)
        {
            if (layer.IsReady)
                layer.SayGoodbye();
        }
    }

    internal void ReleaseAll()
    {
        for (var layer = Top; layer is not null; layer = layer._below)
            layer.Release();
    }
}
