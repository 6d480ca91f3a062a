using System.Net.Sockets;
using CertHarness.Drivers.Devices;

namespace CertHarness.Drivers.Mqtt.Tests.Devices;

/// <summary>A device that does on a bare socket what a test says, each time that it is told anything.</summary>
internal sealed class ScriptedDevice(Func<Uri, CancellationToken, Task> script, bool reconnects = false) : IDevice
{
    public int MostAtOnce => 1;

    public bool Reconnects => reconnects;

    public int ShortestKeepAlive => 2;

    public bool Offers(string action) => true;

    public bool Offers(string action, string option) => false;

    public Task<IRunningDevice> StartAsync(DeviceOrder order, CancellationToken cancellationToken) =>
        Task.FromResult<IRunningDevice>(new Running(order.Server, script));

    /// <summary>Opens a connection to the harness.</summary>
    public static async Task<NetworkStream> ConnectAsync(Uri server, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private sealed class Running : IRunningDevice
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly Task _task;

        public Running(Uri server, Func<Uri, CancellationToken, Task> script) => _task = RunAsync(server, script);

        public string? Ended => _task.IsCompleted ? "the script is over" : null;

        public string Output => "";

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _task;
            _stopping.Dispose();
        }

        private async Task RunAsync(Uri server, Func<Uri, CancellationToken, Task> script)
        {
            try
            {
                await script(server, _stopping.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
            {
                // The test is over, or the harness ended the connection.
            }
        }
    }
}
