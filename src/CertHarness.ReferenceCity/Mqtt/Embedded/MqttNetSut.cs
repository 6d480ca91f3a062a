using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using MQTTnet.Server;

namespace CertHarness.ReferenceCity.Mqtt.Embedded;

/// <summary>
/// MQTTnet's broker: a real product that nobody here wrote. It runs with its defaults but for one option: out of the box it forgets
/// every session when the connection ends. An application that needs lasting sessions switches them on, and so does a fair test.
/// </summary>
public sealed class MqttNetSut : IEmbeddedSut
{
    private const int Attempts = 10;

    /// <inheritdoc/>
    public string Name => "mqttnet";

    /// <inheritdoc/>
    public SutDescription Description { get; } =
        new("MQTTnet.Server", "The contributors of MQTTnet", typeof(MqttServer).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public async Task<IRunningSut> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var port = FreePort();
            var server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
                .WithDefaultEndpoint()
                .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
                .WithDefaultEndpointPort(port)
                .WithPersistentSessions()
                .Build());
            try
            {
                await server.StartAsync();
                return new Running(server, port);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts)
            {
                // MQTTnet wants to be told a port, and another program took it in between: another port.
                server.Dispose();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    private sealed class Running(MqttServer server, int port) : IRunningSut
    {
        public Uri Endpoint { get; } = new($"mqtt://127.0.0.1:{port}");

        public async ValueTask DisposeAsync()
        {
            await server.StopAsync();
            server.Dispose();
        }
    }
}
