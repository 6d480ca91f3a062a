using CertHarness.Drivers.Http.Load;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Load.Generating;
using CertHarness.LoadBench;

// Child processes of this very program: the generator, and the peer that is made of MQTTnet.
switch (args)
{
    case ["generate"]:
        await new GeneratorHost([new HttpLoadProtocol(), new MqttLoadProtocol()], TimeProvider.System).RunAsync(Console.In, Console.Out, CancellationToken.None);
        return 0;
    case ["mqttnet-publish", var port, var qos, var clients, var seconds]:
        await MqttNetPeer.PublishAsync(Number(port), Number(qos), Number(clients), TimeSpan.FromSeconds(Number(seconds)));
        return 0;
    case ["mqttnet-idle", var port, var clients]:
        await MqttNetPeer.IdleAsync(Number(port), Number(clients));
        return 0;
}

var settings = Settings.Parse(args);
using var scratch = new Scratch();
var rows = new Rows();
if (settings.Has("http"))
    await HttpFigures.MeasureAsync(settings, scratch, rows);
if (settings.Has("mqtt"))
    await MqttFigures.PublishAsync(settings, scratch, rows);
if (settings.Has("memory"))
    await MqttFigures.MemoryAsync(scratch, rows);
if (settings.Has("devices"))
    await MqttFigures.FleetAsync(scratch, rows);
if (settings.Has("stall"))
    await StallFigures.MeasureAsync(rows);
rows.Print(Console.Out);
return 0;

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
