using System.Net.Sockets;

namespace CertHarness.Load.Network;

/// <summary>What a <see cref="Connection"/> tells its owner, always on the thread of its loop.</summary>
public interface IConnectionEvents
{
    /// <summary>The connection is there.</summary>
    void OnConnected();

    /// <summary>Bytes arrived.</summary>
    /// <param name="bytes">They lie in a buffer that all connections of the loop share: what is needed later has to be copied.</param>
    void OnReceived(ReadOnlySpan<byte> bytes);

    /// <summary>All that was sent has been taken over by the operating system, after <see cref="Connection.Send"/> said that it was not.</summary>
    void OnFlushed();

    /// <summary>The connection is gone, or never came about. Not called where the owner closed it.</summary>
    /// <param name="error"><see cref="SocketError.Success"/> where the peer ended it in good order.</param>
    void OnClosed(SocketError error);

    /// <summary>The connection is gone, or cannot be used, for a <see cref="Layer"/> of it did not come about or broke. Comes instead of
    /// <see cref="OnClosed"/>.</summary>
    /// <param name="cause">What happened, in words.</param>
    void OnFailed(string cause);
}
