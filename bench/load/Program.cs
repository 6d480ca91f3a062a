using CertHarness.Drivers.Http.Load;
using CertHarness.Load.Generating;

await new GeneratorHost([new HttpLoadProtocol()], TimeProvider.System).RunAsync(Console.In, Console.Out, CancellationToken.None);
return 0;
