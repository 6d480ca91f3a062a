using System.Net;
using System.Net.Sockets;

namespace CertHarness.Testing;

/// <summary>Ports of the loopback address.</summary>
public static class Ports
{
    /// <summary>A port on which nobody listened a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
