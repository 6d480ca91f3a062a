using System.Globalization;
using MQTTnet;
using MQTTnet.Protocol;

namespace CertHarness.LoadBench;

/// <summary>The peer for MQTT: MQTTnet's client in a plain loop, in a process of its own.</summary>
internal static class MqttNetPeer
{
    private const int PayloadBytes = 64;

    /// <summary>Publishes as fast as it can and prints how often.</summary>
    public static async Task PublishAsync(int port, int qos, int clients, TimeSpan during)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(async number =>
        {
            var client = await ConnectAsync(port, number);
            var payload = new byte[PayloadBytes];
            var message = new MqttApplicationMessageBuilder()
                .WithTopic($"certharness/load/{number}").WithPayload(payload).WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos).Build();
            long count = 0;
            for (; time.GetElapsedTime(start) < during; count++)
                await client.PublishAsync(message);
            await client.DisconnectAsync();
            return count;
        }));
        Console.WriteLine($"{counts.Sum()} published");
    }

    /// <summary>Connects and prints the managed memory and the resident memory that each client takes.</summary>
    public static async Task IdleAsync(int port, int clients)
    {
        // The first one brings the code with it.
        var all = new List<IMqttClient> { await ConnectAsync(port, 0) };
        var (managed, resident) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        for (var number = 1; number <= clients; number++)
            all.Add(await ConnectAsync(port, number));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(GC.GetTotalMemory(forceFullCollection: true) - managed) / clients} managed {(Environment.WorkingSet - resident) / clients} resident");
        Console.WriteLine(text);
        GC.KeepAlive(all);
    }

    private static async Task<IMqttClient> ConnectAsync(int port, int number)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port).WithClientId($"peer-{number}").WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
        return client;
    }
}
