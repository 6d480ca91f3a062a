using System.Net.Sockets;
using System.Net.WebSockets;
using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Mqtt.Packets;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>A device that is right by the standard: does its task, and comes back when it loses its connection before that.</summary>
internal sealed class ReferenceDevice : IRunningDevice
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DeviceTask _task;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private string _output = "";

    public ReferenceDevice(DeviceTask task, TimeProvider time)
    {
        _task = task;
        _time = time;
        _running = RunAsync();
    }

    public string? Ended => _running.IsCompleted ? $"the device has ended{(_output.Length == 0 ? "" : ": " + _output)}" : null;

    public string Output => _output;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        if (Problem() is { } problem)
        {
            _output = problem;
            return;
        }

        var state = new DeviceSessionState();
        var message = new PublishPacket
        {
            Topic = _task.Topic,
            Payload = System.Text.Encoding.UTF8.GetBytes(_task.Payload),
            QoS = _task.QoS,
            Retain = _task.Has("retain"),
            Properties = new Properties
            {
                ResponseTopic = _task.Has("response-topic") ? _task.Text("response-topic") : null,
                MessageExpiryInterval = _task.MessageExpiry,
            },
        };
        var outbox = new Queue<PublishPacket>(Enumerable.Repeat(message, _task.Action == "publish" ? _task.Count : 0));
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new DeviceConnection(await OpenAsync(), _task.Version, _time);
                if (await new DeviceWork(_task, state, connection, outbox).RunAsync(_stopping.Token))
                {
                    return;
                }
            }
            catch (Exception end) when (end is IOException or SocketException or WebSocketException)
            {
                _output = end.Message;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, _time, _stopping.Token).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    // What nobody may send is refused before anything is sent.
    private string? Problem() => _task.Action switch
    {
        "publish" => TopicName.ProblemOf(_task.Topic) ?? (_task.Has("response-topic") ? TopicName.ProblemOf(_task.Text("response-topic")) : null),
        "subscribe" or "unsubscribe" => TopicFilter.ProblemOf(_task.Topic, _task.Version),
        _ => null,
    };

    private async Task<Stream> OpenAsync()
    {
        if (_task.Server.Scheme == "ws")
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("mqtt");
            await socket.ConnectAsync(_task.Server, _stopping.Token);
            return WebSocketStream.Create(socket, WebSocketMessageType.Binary, ownsWebSocket: true);
        }

        var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await tcp.ConnectAsync(_task.Server.DnsSafeHost, _task.Server.Port, _stopping.Token);
        return new NetworkStream(tcp, ownsSocket: true);
    }
}
