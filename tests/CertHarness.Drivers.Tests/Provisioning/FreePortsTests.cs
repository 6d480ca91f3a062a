using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;

namespace CertHarness.Drivers.Tests.Provisioning;

public sealed class FreePortsTests
{
    /// <summary>A SUT may take seconds to listen; by then the system has given out many of its own.</summary>
    [Fact]
    public void A_port_is_none_that_the_system_gives_to_whoever_asks_for_any()
    {
        var ports = new FreePorts();
        var found = Enumerable.Range(0, 50).Select(n => ports[$"{n}"]).ToList();

        Assert.All(found, port => Assert.InRange(port, 20_000, 32_767));
        Assert.Distinct(found);
    }

    [Fact]
    public void A_port_on_which_somebody_listens_is_taken()
    {
        var ports = new FreePorts();
        using var listener = new TcpListener(IPAddress.Loopback, ports[""]);

        Assert.False(ports.AnyTaken);
        listener.Start();
        Assert.True(ports.AnyTaken);
    }
}
