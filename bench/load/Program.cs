using CertHarness.Drivers.Http.Load;
using CertHarness.Drivers.Mqtt.Load;
using CertHarness.Load.Generating;

await new GeneratorHost([new HttpLoadProtocol(), new MqttLoadProtocol()], TimeProvider.System).RunAsync(Console.In, Console.Out, CancellationToken.None);
return 0;
