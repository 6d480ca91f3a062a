using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CertHarness.Drivers.Provisioning;

/// <summary>The free loopback ports of one start, each under the name of its placeholder; they differ from each other.</summary>
internal sealed class FreePorts
{
    /// <summary>
    /// Below the ports that Linux, Windows and macOS give to whoever asks for any: a SUT that takes seconds to start would find such a one taken,
    /// and who looks whether it listens there yet could be connected with itself.
    /// </summary>
    private const int First = 20_000;

    private const int Last = 32_767;

    private const int MostTries = 100;

    private readonly Dictionary<string, int> _ports = [];

    public FreePorts()
    {
    }

    /// <summary>Where the port of <c>{port}</c> is settled already: a device is given that of the harness.</summary>
    public FreePorts(int port) => _ports.Add("", port);

    /// <summary>The port of a name; the empty name is that of <c>{port}</c>.</summary>
    public int this[string name]
    {
        get
        {
            lock (_ports)
            {
                if (!_ports.TryGetValue(name, out var port))
                {
                    do
                    {
                        port = Find();
                    }
                    while (_ports.ContainsValue(port));
                    _ports.Add(name, port);
                }

                return port;
            }
        }
    }

    /// <summary>Whether somebody listens on one of them now.</summary>
    public bool AnyTaken
    {
        get
        {
            lock (_ports)
            {
                return _ports.Values.Any(IsTaken);
            }
        }
    }

    private static int Find()
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            if (!IsTaken(port))
                return port;
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException cause) when (cause.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
