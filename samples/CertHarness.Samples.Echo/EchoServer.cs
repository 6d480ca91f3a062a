using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;

namespace CertHarness.Samples.Echo;

/// <summary>An echo server that is right by RFC 862.</summary>
public sealed class EchoServer : IEmbeddedSut
{
    /// <inheritdoc/>
    public string Name => "echo-server";

    /// <inheritdoc/>
    public SutDescription Description { get; } = new("Sample echo server");

    /// <inheritdoc/>
    public Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Task.FromResult<IRunningSut>(new Running(listener));
    }

    private sealed class Running : IRunningSut
    {
        private readonly TcpListener _listener;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _accepting;

        public Running(TcpListener listener)
        {
            _listener = listener;
            Endpoint = new Uri($"echo://{listener.LocalEndpoint}");
            _accepting = AcceptAsync();
        }

        public Uri Endpoint { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _accepting;
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                    serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                // The end of the run.
            }

            await Task.WhenAll(serving);
        }

        private async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    await client.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // The client has gone, or the run is over.
                }
            }
        }
    }
}
