using System.Net;
using System.Net.Sockets;
using System.Text;
using CertHarness.Load.Network;
using CertHarness.Load.Timing;

namespace CertHarness.Load.Tests.Network;

/// <summary>Both ways of asking the operating system do the same.</summary>
public sealed class EventLoopTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly LoadClock _clock = new(TimeProvider.System);
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public EventLoopTests()
    {
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server.Listen();
    }

    public static TheoryData<bool> Pollers => OperatingSystem.IsLinux() ? [true, false] : [false];

    private IPEndPoint Address => (IPEndPoint)_server.LocalEndPoint!;

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(Pollers))]
    public void Bytes_go_there_and_back(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(Address, null, client, out _);
        using var peer = _server.Accept();
        Turn(loop, () => client.IsConnected);
        client.Connection!.Send("ping"u8);
        Assert.Equal("ping", Read(peer, 4));
        peer.Send("pong"u8);
        Turn(loop, () => client.Text == "pong");
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void More_than_the_system_takes_at_once_arrives_whole_and_is_told_when_it_is_gone(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(Address, null, client, out _);
        using var peer = _server.Accept();
        Turn(loop, () => client.IsConnected);
        var bytes = new byte[8 << 20];
        Array.Fill(bytes, (byte)'x');
        var wasTaken = client.Connection!.Send(bytes);
        var received = 0;
        var buffer = new byte[1 << 16];
        peer.Blocking = false;
        Turn(loop, () =>
        {
            var count = peer.Receive(buffer, SocketFlags.None, out var error);
            received += error == SocketError.Success ? count : 0;
            return received == bytes.Length && client.Flushed == 1;
        });

        Assert.False(wasTaken);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void The_last_bytes_come_before_the_end(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(Address, null, client, out _);
        using (var peer = _server.Accept())
            peer.Send("bye"u8);
        Turn(loop, () => client.End is not null);

        Assert.Equal(("bye", SocketError.Success), (client.Text, client.End));
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void A_reset_is_told(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(Address, null, client, out _);
        var peer = _server.Accept();
        Turn(loop, () => client.IsConnected);
        peer.Close(0);
        Turn(loop, () => client.End is not null);

        Assert.Equal(SocketError.ConnectionReset, client.End);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void A_refusal_is_told(bool epoll)
    {
        var address = Address;
        _server.Dispose();
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(address, null, client, out var error);
        if (client.Connection is not null)
            Turn(loop, () => client.End is not null);

        Assert.Equal(SocketError.ConnectionRefused, client.End ?? error);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void A_connection_starts_from_the_address_asked_for(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder();
        client.Connection = loop.Open(Address, IPAddress.Parse("127.0.0.9"), client, out _);
        using var peer = _server.Accept();

        Assert.Equal("127.0.0.9", ((IPEndPoint)peer.RemoteEndPoint!).Address.ToString());
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Another_thread_wakes_the_loop(bool epoll)
    {
        using var loop = Loop(epoll);
        var done = 0;
        var poster = Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
                loop.Post(() => done++);
        });
        Turn(loop, () => done == 1000);
        await poster;
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public void What_is_closed_in_the_middle_of_an_event_hears_nothing_more(bool epoll)
    {
        using var loop = Loop(epoll);
        var client = new Recorder { ClosesOnReceive = true };
        client.Connection = loop.Open(Address, null, client, out _);
        using var peer = _server.Accept();
        peer.Send("one"u8);
        Turn(loop, () => client.Text == "one");
        loop.Turn(_clock.Now + Nanosecond.Millisecond);

        Assert.Null(client.End);
    }

    private EventLoop Loop(bool epoll) => new(_clock, epoll ? new EpollPoller() : new SelectPoller());

    private void Turn(EventLoop loop, Func<bool> until)
    {
        var end = _clock.Now + Patience.Nanoseconds();
        while (!until())
        {
            Assert.True(_clock.Now < end, "what was waited for did not come");
            loop.Turn(_clock.Now + Nanosecond.Millisecond);
        }
    }

    private static string Read(Socket peer, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
            read += peer.Receive(bytes.AsSpan(read));
        return Encoding.ASCII.GetString(bytes);
    }

    private sealed class Recorder : IConnectionEvents
    {
        public Connection? Connection { get; set; }

        public bool ClosesOnReceive { get; init; }

        public bool IsConnected { get; private set; }

        public string Text { get; private set; } = "";

        public int Flushed { get; private set; }

        public SocketError? End { get; private set; }

        public void OnConnected() => IsConnected = true;

        public void OnReceived(ReadOnlySpan<byte> bytes)
        {
            Text += Encoding.ASCII.GetString(bytes);
            if (ClosesOnReceive)
                Connection!.Close();
        }

        public void OnFlushed() => Flushed++;

        public void OnClosed(SocketError error) => End = error;

        public void OnFailed(string cause) => Assert.Fail(cause);
    }
}
