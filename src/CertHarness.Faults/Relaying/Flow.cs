using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Mutations;

namespace CertHarness.Faults.Relaying;

/// <summary>The datagrams between one address of the harness and the SUT. Used with the proxy's gate held, but for what it receives.</summary>
internal sealed class Flow : IDisposable
{
    private readonly Socket _upstream = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly int _number;
    private readonly Clock _clock;

    public Flow(int number, EndPoint harness, Socket listener, IPEndPoint sut, Clock clock, Lock gate)
    {
        (_number, _clock) = (number, clock);
        _upstream.Connect(sut);
        ToSut = new DatagramWay(clock, gate, bytes => Put(() => _upstream.Send(bytes.Span)));
        FromSut = new DatagramWay(clock, gate, bytes => Put(() => listener.SendTo(bytes.Span, SocketFlags.None, harness)));
    }

    public DatagramWay ToSut { get; }

    public DatagramWay FromSut { get; }

    /// <summary>When something came from the harness last.</summary>
    public TimeSpan LastUsed { get; set; }

    /// <summary>Lays a fault on the ways that have it.</summary>
    public void Add(Injection injection)
    {
        foreach (var (way, side) in new[] { (ToSut, Side.Sut), (FromSut, Side.Harness) })
        {
            if (injection.Begin(_number, side, _clock.Now) is { } strategy)
                way.Lay(injection, strategy);
        }
    }

    public void Remove(Injection injection)
    {
        ToSut.Remove(injection);
        FromSut.Remove(injection);
    }

    /// <summary>Takes what the SUT sends until the flow ends.</summary>
    /// <param name="passes">Whether the link is up.</param>
    public async Task ReceiveAsync(Func<bool> passes)
    {
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            try
            {
                var length = await _upstream.ReceiveAsync(buffer);
                if (passes())
                    FromSut.Send(buffer.AsSpan(0, length).ToArray());
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // Nobody listens there now; that may change, and to the harness it looks like loss.
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        ToSut.Dispose();
        FromSut.Dispose();
        _upstream.Dispose();
    }

    private static void Put(Action send)
    {
        try
        {
            send();
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException)
        {
            // A datagram that cannot be sent is lost, as on any network.
        }
    }
}
