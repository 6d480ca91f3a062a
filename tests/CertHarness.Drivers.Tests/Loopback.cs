using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Evidence;
using CertHarness.Drivers.Transport;

namespace CertHarness.Drivers.Tests;

/// <summary>A listener on a free loopback port with a recording transport that talks to it.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener;

    public Loopback(EvidenceRecorder? recorder = null, IPAddress? address = null)
    {
        Recorder = recorder ?? new EvidenceRecorder(1883);
        Transport = new RecordingTransport(Recorder, TimeProvider.System);
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start(256);
    }

    public EvidenceRecorder Recorder { get; }

    public RecordingTransport Transport { get; }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public async Task<(RecordedConnection Harness, Socket Peer)> ConnectAsync(string name = "publisher")
    {
        var accepting = _listener.AcceptSocketAsync();
        var harness = await Transport.ConnectAsync(
            name, Endpoint.Address.ToString(), Endpoint.Port, Patience, TestContext.Current.CancellationToken);
        return (harness, await accepting);
    }

    public async ValueTask DisposeAsync()
    {
        await Transport.DisposeAsync();
        _listener.Dispose();
    }
}
