using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Mqtt.Packets;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CertHarness.ReferenceCity.Mqtt.Devices;

/// <summary>MQTTnet's client at work as its documentation shows it, coming back when it was disconnected.</summary>
internal sealed class MqttNetDevice : IRunningDevice
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly DeviceTask _task;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Task _running;
    private string _output = "";

    public MqttNetDevice(DeviceTask task, TimeProvider time)
    {
        _task = task;
        _time = time;
        _running = RunAsync();
    }

    public string? Ended => _running.IsCompleted ? $"the device has ended: {_output}" : null;

    public string Output => _output;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var options = Options();
        var acted = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await _client.ConnectAsync(options, _stopping.Token);
                }

                if (!acted)
                {
                    acted = true;
                    await ActAsync();
                    if (_task.Action is "publish" or "disconnect")
                    {
                        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), _stopping.Token);
                        return;
                    }
                }

                await Task.Delay(Pause, _time, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is MqttCommunicationException or MqttProtocolViolationException or MqttClientNotConnectedException
                or OperationCanceledException or InvalidOperationException or NotSupportedException or ArgumentException)
            {
                _output = problem.Message;
                if (problem is not (MqttCommunicationException or MqttClientNotConnectedException or OperationCanceledException))
                {
                    return;
                }

                await Task.Delay(Pause, _time, CancellationToken.None);
            }
        }
    }

    private async Task ActAsync()
    {
        var qos = (MqttQualityOfServiceLevel)(int)_task.QoS;
        switch (_task.Action)
        {
            case "publish":
                // All at once: whether they may be under way together is the client's business.
                await Task.WhenAll(Enumerable.Range(0, _task.Count).Select(_ => _client.PublishAsync(Message(qos), _stopping.Token)));
                break;
            case "subscribe":
                await _client.SubscribeAsync(
                    new MqttClientSubscribeOptionsBuilder().WithTopicFilter(_task.Topic, qos, noLocal: _task.Has("no-local")).Build(), _stopping.Token);
                break;
            case "unsubscribe":
                await _client.UnsubscribeAsync(new MqttClientUnsubscribeOptionsBuilder().WithTopicFilter(_task.Topic).Build(), _stopping.Token);
                break;
            default:
                break;
        }
    }

    private MqttApplicationMessage Message(MqttQualityOfServiceLevel qos)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(_task.Topic).WithPayload(_task.Payload)
            .WithQualityOfServiceLevel(qos).WithRetainFlag(_task.Has("retain"));
        message = _task.Has("topic-alias") ? message.WithTopicAlias(ushort.Parse(_task.Text("topic-alias"), System.Globalization.CultureInfo.InvariantCulture)) : message;
        message = _task.Has("response-topic") ? message.WithResponseTopic(_task.Text("response-topic")) : message;
        message = _task.MessageExpiry is { } expiry ? message.WithMessageExpiryInterval(expiry) : message;
        return message.Build();
    }

    private MqttClientOptions Options()
    {
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(_task.Version == MqttVersion.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithClientId(_task.ClientId)
            .WithCleanStart(!_task.LastingSession)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(_task.KeepAlive));
        options = _task.Server.Scheme == "ws"
            ? options.WithWebSocketServer(ws => ws.WithUri(_task.Server.ToString()))
            : options.WithTcpServer(_task.Server.DnsSafeHost, _task.Server.Port);
        options = _task.LastingSession && _task.Version == MqttVersion.V5 ? options.WithSessionExpiryInterval(300) : options;
        options = _task.TopicAliasMaximum is { } aliases ? options.WithTopicAliasMaximum(aliases) : options;
        options = _task.Has("user-name") ? options.WithCredentials(_task.Text("user-name"), _task.Text("password")) : options;
        options = _task.Has("will")
            ? options.WithWillTopic(_task.Text("will")).WithWillPayload("gone").WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            : options;
        return options.Build();
    }
}
