using System.Runtime.InteropServices;
using CertHarness.Reaper;
using DotNet.Testcontainers.Configurations;

// Removes the containers of a harness that has ended without doing so itself, however it ended. The harness holds the other end of
// the standard input: it writes a line when nothing is left to do, and the pipe breaks when it is gone.
if (args is not [var name, var value])
{
    Console.Error.WriteLine("Give the name and the value of the label whose containers are to be removed.");
    return 2;
}

// What ends a whole process group or session, as a terminal does, does not end this one.
if (!OperatingSystem.IsWindows())
    _ = Libc.NewSession();
Console.CancelKeyPress += (_, e) => e.Cancel = true;
using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);

Console.WriteLine("watching");
if (await Console.In.ReadLineAsync() is not null || TestcontainersSettings.OS.DockerEndpointAuthConfig is not { } engine)
    return 0;
using var client = engine.GetDockerClientBuilder(Guid.Empty).Build();
await new LeftContainers(client.Containers, $"{name}={value}", TimeProvider.System).RemoveAsync();
return 0;
