using System.Net.Sockets;

namespace CertHarness.Load.Running;

/// <summary>
/// Some file descriptors, held from the start and given back when devices have used up all others: the process needs a few to go on, to
/// load code and to tell what happened.
/// </summary>
internal sealed class HandleReserve : IDisposable
{
    private const int Size = 32;

    private readonly List<Socket> _held = [];
    private int _isReleased;

    public HandleReserve()
    {
        try
        {
            for (var i = 0; i < Size; i++)
                _held.Add(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        }
        catch (SocketException)
        {
            // Out of them already: the first device will be told so.
            Release();
        }
    }

    /// <summary>Gives them back, once. Any thread may ask.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            _held.ForEach(socket => socket.Dispose());
    }

    public void Dispose() => Release();
}
