using System.Net.Sockets;
using System.Text;
using CertHarness.Drivers.Transport;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace CertHarness.Drivers.Provisioning.Containers;

/// <summary>
/// Starts a SUT as a container, published at free ports of the loopback address, and removes it when it is disposed of or when the
/// harness ends, however that happens.
/// </summary>
/// <param name="provision">The image and what is done with it.</param>
/// <param name="scratch">A folder for the container's output; created where needed, never removed.</param>
/// <param name="time">The clock.</param>
/// <param name="startTimeout">How long the SUT may take until it accepts a connection; more than zero.</param>
public sealed class ContainerProvisioner(ContainerProvision provision, string scratch, TimeProvider time, TimeSpan startTimeout) : IProvisioner
{
    private const int Attempts = 3;
    private const string Loopback = "127.0.0.1";
    private const string LocalRegistry = "localhost/";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // What forwards a port may accept for a program that does not listen yet, and closes then.
    private static readonly TimeSpan SecondThought = TimeSpan.FromMilliseconds(150);

    private readonly ScratchFolder _scratch = new(scratch);

    /// <inheritdoc/>
    public async Task<IRunningSut> StartAsync(CancellationToken cancellationToken)
    {
        if (ContainerEngine.Found is not { } engine)
            throw new SutUnavailableException($"{provision.Image}: {ContainerEngine.Absent}");

        // Its own way to remove what is left needs an image of its own and a privileged container; the watchdog needs neither.
        TestcontainersSettings.ResourceReaperEnabled = false;
        var watchdog = await ContainerWatchdog.StartAsync(time, cancellationToken);
        var client = ContainerEngine.Connect(engine);
        ContainerSut? sut = null;
        try
        {
            sut = await CreateAsync(watchdog, client, cancellationToken);
            await ReadyAsync(sut, cancellationToken);
            return sut;
        }
        catch (Exception cause)
        {
            if (sut is not null)
                await sut.DisposeAsync();
            else
                await AbandonAsync(watchdog, client);
            if (Failure(cause) is { } failure)
                throw failure;
            throw;
        }
    }

    private static async Task AbandonAsync(ContainerWatchdog watchdog, DockerClient client)
    {
        // A container that was made and did not start has the label, too.
        await ContainerSut.RemoveAllAsync(client, watchdog.LabelOf);
        client.Dispose();
        await watchdog.DisposeAsync();
    }

    private SutUnavailableException? Failure(Exception cause) => cause is DockerApiException or HttpRequestException or TimeoutException
        or DotNet.Testcontainers.Containers.ContainerNotRunningException
        ? new SutUnavailableException($"{provision.Image}: {cause.Message}", cause)
        : null;

    private async Task<ContainerSut> CreateAsync(ContainerWatchdog watchdog, DockerClient client, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ports = new FreePorts();
            var container = Build(ports, watchdog.LabelOf).Build();
            try
            {
                await container.StartAsync(cancellationToken);
                var sut = new ContainerSut(
                    client, container.Id, watchdog, new Uri(_scratch.Fill(provision.Endpoint, ports)), text => _scratch.Fill(text, ports), _scratch.PathOf("sut.log"), time);
                await sut.BeginAsync(cancellationToken);
                return sut;
            }
            catch (DockerApiException) when (attempt < Attempts && ports.AnyTaken)
            {
                // Another program has taken a port since it was found to be free.
                await ContainerSut.RemoveAllAsync(client, watchdog.LabelOf);
            }
        }
    }

    private ContainerBuilder Build(FreePorts ports, KeyValuePair<string, string> label)
    {
        var builder = new ContainerBuilder(provision.Image)
            .WithImagePullPolicy(provision.Image.StartsWith(LocalRegistry, StringComparison.Ordinal) ? PullPolicy.Never : PullPolicy.Missing)
            .WithLogger(NullLogger.Instance)
            .WithLabel(label.Key, label.Value)
            .WithEnvironment(provision.Environment)
            .WithCreateParameterModifier(Bind);
        if (provision.Command.Count > 0)
            builder = builder.WithCommand([.. provision.Command]);
        foreach (var (name, inside) in provision.Ports)
            builder = builder.WithPortBinding(ports[PlaceholderOf(name)], inside);
        foreach (var (path, text) in provision.Files)
            builder = builder.WithResourceMapping(Encoding.UTF8.GetBytes(text), FilePath.Of(path));
        return builder;
    }

    // {port} is the port of the empty name, {port-ws} that of ws.
    private static string PlaceholderOf(string name) => name.Length > "port-".Length ? name["port-".Length..] : "";

    private static void Bind(CreateContainerParameters parameters)
    {
        foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(b => b))
            binding.HostIP = Loopback;
    }

    private async Task ReadyAsync(ContainerSut sut, CancellationToken cancellationToken)
    {
        for (var begun = time.GetTimestamp(); ;)
        {
            var left = startTimeout - time.GetElapsedTime(begun);
            if (sut.Ended is { } how)
                throw new SutUnavailableException($"{provision.Image}: {how}");
            if (left <= TimeSpan.Zero)
                throw await LateAsync(sut, cancellationToken);
            if (await AcceptsAsync(sut.Endpoint, left, cancellationToken))
                return;
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private async Task<SutUnavailableException> LateAsync(ContainerSut sut, CancellationToken cancellationToken)
    {
        var where = TcpConnector.Where(sut.Endpoint.DnsSafeHost, sut.Endpoint.Port);
        var output = await sut.LastLinesAsync(cancellationToken);
        return new SutUnavailableException($"{provision.Image}: {where} did not accept a connection within {TcpConnector.Seconds(startTimeout)}{output}");
    }

    private async Task<bool> AcceptsAsync(Uri endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var thought = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(thought.Token, cancellationToken);
        try
        {
            using var socket = await TcpConnector.ConnectAsync(provision.Image, endpoint.DnsSafeHost, endpoint.Port, timeout, time, cancellationToken);
            thought.CancelAfter(SecondThought);
            return await socket.ReceiveAsync(new byte[1], either.Token) > 0;
        }
        catch (OperationCanceledException) when (thought.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception cause) when (cause is SutUnavailableException or SocketException)
        {
            return false;
        }
    }
}
