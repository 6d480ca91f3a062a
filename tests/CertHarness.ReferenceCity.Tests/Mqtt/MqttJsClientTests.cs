using System.Text.Json;
using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>MQTT.js gets along with the broker. Its folder <c>node_modules</c> is named by CERTHARNESS_NODE_MODULES.</summary>
public sealed class MqttJsClientTests : IAsyncLifetime
{
    private const string Script = """
        const mqtt = require('mqtt');
        const [port, version] = process.argv.slice(1).map(Number);
        const options = { port, host: '127.0.0.1', protocolVersion: version, reconnectPeriod: 0 };
        const got = [];
        (async () => {
          const publisher = await mqtt.connectAsync({ ...options, clientId: 'p', will: { topic: 'js/will', payload: 'gone', qos: 1 } });
          await publisher.publishAsync('js/state', 'on', { qos: 1, retain: true });
          const subscriber = await mqtt.connectAsync({ ...options, clientId: 's' });
          const count = n => new Promise(done => subscriber.on('message', () => got.length === n && done()));
          subscriber.on('message', (topic, payload, packet) => got.push([topic, payload.toString(), packet.qos, packet.retain]));
          const [four, five] = [count(4), count(5)];
          await subscriber.subscribeAsync('js/#', { qos: 2 });
          for (const qos of [0, 1, 2]) await publisher.publishAsync('js/level', `${qos}`, { qos });
          // The client shows a message at QoS 2 only once it is released, which the will could overtake.
          await four;
          publisher.stream.destroy();
          await five;
          await subscriber.endAsync();
          console.log(JSON.stringify(got));
        })().catch(e => { console.error(e); process.exit(1); });
        """;

    private ReferenceBroker _broker = null!;

    public ValueTask InitializeAsync()
    {
        _broker = ReferenceBroker.Start(TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Theory]
    [InlineData("4")]
    [InlineData("5")]
    public async Task Retained_messages_all_levels_and_a_will_arrive(string version)
    {
        var modules = Environment.GetEnvironmentVariable("CERTHARNESS_NODE_MODULES");
        if (modules is null || !Directory.Exists(Path.Combine(modules, "mqtt")))
            Assert.Skip("CERTHARNESS_NODE_MODULES names no folder with the package mqtt.");
        using var node = RunningProgram.Start("node", ["-e", Script, $"{_broker.Endpoint.Port}", version], ("NODE_PATH", modules));
        var messages = JsonSerializer.Deserialize<JsonElement[][]>(await node.Finish())!;
        Assert.Equal(
            [
                """["js/state","on",1,true]""", """["js/level","0",0,false]""", """["js/level","1",1,false]""", """["js/level","2",2,false]""",
                """["js/will","gone",1,false]""",
            ],
            messages.Select(m => JsonSerializer.Serialize(m)));
    }
}
