using System.Net;
using System.Net.Sockets;

namespace CertHarness.LoadBench;

/// <summary>An HTTP server on one thread that does nothing at all for 100 ms of every second, and notes for how long it really did not.</summary>
internal sealed class StallingServer : IDisposable
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _connections = [];
    private readonly List<TimeSpan> _stalls = [];
    private readonly ManualResetEvent _stopped = new(false);
    private readonly Thread _thread;
    private readonly byte[] _buffer = new byte[1 << 16];

    public StallingServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public Uri Address => new($"http://{_listener.LocalEndPoint}/");

    /// <summary>Forgets the stalls so far.</summary>
    public void Begin()
    {
        lock (_stalls)
            _stalls.Clear();
    }

    /// <summary>What a share of all requests, sent evenly in time, has to wait for at most, in milliseconds: for those that come in a
    /// stall, what is left of it.</summary>
    public double WaitOf(double percentile, TimeSpan during)
    {
        double[] stalls;
        lock (_stalls)
            stalls = [.. _stalls.Select(stall => stall.TotalMilliseconds)];
        var (low, high) = (0.0, 1000.0);
        while (high - low > 0.001)
        {
            var middle = (low + high) / 2;
            var longer = stalls.Sum(stall => Math.Max(0, stall - middle)) / during.TotalMilliseconds;
            if (longer > 1 - (percentile / 100))
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    public void Dispose()
    {
        _stopped.Set();
        _thread.Join();
        _listener.Dispose();
    }

    private void Serve()
    {
        var next = _time.GetTimestamp() + Ticks(Every);
        while (!_stopped.WaitOne(0))
        {
            if (_time.GetTimestamp() >= next)
            {
                var start = _time.GetTimestamp();
                _stopped.WaitOne(Stall);
                lock (_stalls)
                    _stalls.Add(_time.GetElapsedTime(start));
                next += Ticks(Every);
            }

            var left = Math.Max(0, next - _time.GetTimestamp());
            var ready = new List<Socket>(_connections) { _listener };
            Socket.Select(ready, null, null, TimeSpan.FromSeconds(left / (double)_time.TimestampFrequency));
            foreach (var socket in ready)
                Serve(socket);
        }
    }

    private void Serve(Socket socket)
    {
        if (socket == _listener)
        {
            var accepted = _listener.Accept();
            accepted.NoDelay = true;
            _connections.Add(accepted);
        }
        else if (socket.Receive(_buffer, SocketFlags.None, out _) > 0)
        {
            socket.Send(Answer, SocketFlags.None, out _);
        }
        else
        {
            _connections.Remove(socket);
            socket.Dispose();
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
