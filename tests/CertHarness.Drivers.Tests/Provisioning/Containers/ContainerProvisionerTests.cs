using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Drivers.Provisioning.Containers;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;
using Docker.DotNet.Models;

namespace CertHarness.Drivers.Tests.Provisioning.Containers;

/// <summary>Needs an engine and the image: <c>bash tests/containers/with-engine.sh dotnet test ...</c> has both.</summary>
public sealed class ContainerProvisionerTests : IDisposable
{
    private const string HostedScratch = "CERTHARNESS_TEST_CONTAINER_SCRATCH";
    private const string HostedOperations = "CERTHARNESS_TEST_CONTAINER_OPERATIONS";
    private const string Image = "localhost/eclipse-mosquitto:2";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // CONNECT of MQTT 3.1.1 with the client identifier "a" and a session that lasts; a broker that runs answers with four bytes.
    private static readonly byte[] Connect = [0x10, 13, 0, 4, .. "MQTT"u8, 4, 0, 0, 60, 0, 1, (byte)'a'];

    private static readonly byte[] Subscribe = [0x82, 6, 0, 1, 0, 1, (byte)'t', 1];

    private readonly string _scratch = Directory.CreateTempSubdirectory("certharness-").FullName;

    [Fact]
    public async Task A_broker_starts_at_a_loopback_port_with_its_files_and_its_environment_and_is_removed()
    {
        var provision = Broker with
        {
            Command = ["sh", "-c", "echo log_dest $DESTINATION >>/etc/own.conf; exec mosquitto -v -c /etc/own.conf"],
            Files = new Dictionary<string, string> { ["/etc/own.conf"] = "user root\nlistener 2000\nallow_anonymous true\n" },
            Environment = new Dictionary<string, string> { ["DESTINATION"] = "stderr" },
            Ports = new Dictionary<string, int> { ["port"] = 2000 },
        };
        NeedsEngine();
        var before = await Containers();

        var sut = await StartAsync(provision);
        await using (sut)
        {
            Assert.Equal("127.0.0.1", sut.Endpoint.Host);
            Assert.Equal(0, await Answer(sut.Endpoint));
            Assert.Single((await Containers()).Except(before));
            Assert.InRange(sut.Control!.ResidentBytes!.Value, 1 << 20, 1 << 30);
        }

        Assert.Empty((await Containers()).Except(before));
        Assert.Contains("mosquitto version", await File.ReadAllTextAsync(sut.LogPath!), StringComparison.Ordinal);
        Assert.Null(sut.Ended);
    }

    [Theory]
    [InlineData(SutOperation.Restart, 1)]
    [InlineData(SutOperation.PowerCycle, 0)]
    public async Task It_comes_back_at_the_same_port_with_what_it_stored(SutOperation operation, byte sessionPresent)
    {
        await using var sut = await StartAsync(Broker);
        Assert.Equal(0, await Answer(sut.Endpoint, Subscribe));

        await DoAsync(sut, operation);

        // This broker writes its store when it ends in order, and only then.
        Assert.Equal(sessionPresent, await Answer(sut.Endpoint));
        Assert.NotNull(sut.Control!.ResidentBytes);
        Assert.Null(sut.Ended);
    }

    [Fact]
    public async Task It_can_be_stopped_and_started()
    {
        await using var sut = await StartAsync(Broker);

        await DoAsync(sut, SutOperation.Stop);
        await Assert.ThrowsAsync<SocketException>(() => Open(sut.Endpoint));
        Assert.Null(sut.Control!.ResidentBytes);
        Assert.Null(sut.Ended);
        await DoAsync(sut, SutOperation.Start);

        Assert.Equal(0, await Answer(sut.Endpoint));
    }

    [Theory]
    [InlineData(SutOperation.Resume)]
    [InlineData(SutOperation.PowerCycle)]
    [InlineData(SutOperation.Restart)]
    public async Task A_pause_keeps_connections_open_until_what_follows(SutOperation next)
    {
        await using var sut = await StartAsync(Broker);
        using var client = await Open(sut.Endpoint);
        await DoAsync(sut, SutOperation.Pause);
        await client.GetStream().WriteAsync(Connect);
        Assert.Equal(0, client.Available);

        await DoAsync(sut, next);

        if (next == SutOperation.Resume)
            await client.GetStream().ReadExactlyAsync(new byte[4]);
        else
            await Answer(sut.Endpoint);
    }

    [Fact]
    public async Task One_that_ends_by_itself_is_reported_with_its_output_and_not_brought_back()
    {
        await using var sut = await StartAsync(Broker with
        {
            Command = ["sh", "-c", "trap 'echo the lamp broke; exit 7' TERM; mosquitto -c /mosquitto/config/mosquitto.conf & wait"],
        });
        await DoAsync(sut, SutOperation.Restart);
        using var client = ContainerEngine.Connect(ContainerEngine.Found!);
        var id = Assert.Single(await client.Containers.ListContainersAsync(new ContainersListParameters()), c => c.Ports!.Any(p => p.PublicPort == sut.Endpoint.Port)).ID;
        await client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "SIGTERM" });

        await Eventually.HoldsAsync(() => sut.Ended is not null);

        Assert.StartsWith("the SUT's container ended by itself with exit code 7", sut.Ended, StringComparison.Ordinal);
        Assert.Contains("the lamp broke", sut.Ended, StringComparison.Ordinal);
        Assert.NotNull(sut.EndedAt);
        await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(sut, SutOperation.Restart));
    }

    [Fact]
    public async Task One_that_ends_at_once_leaves_nothing_behind()
    {
        NeedsEngine();
        var before = await Containers();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => StartAsync(Broker with { Command = ["sh", "-c", "echo no lamp; exit 3"] }));

        Assert.StartsWith($"{Image}: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 3", thrown.Message, StringComparison.Ordinal);
        Assert.Empty((await Containers()).Except(before));
    }

    [Fact]
    public async Task An_image_of_this_machine_that_is_not_there_is_named()
    {
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => StartAsync(Broker with { Image = "localhost/no-such-broker:1" }));

        Assert.Contains("no-such-broker", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Restart Pause")]
    [InlineData("Stop")]
    public async Task No_container_outlives_a_harness_that_is_killed(string operations)
    {
        NeedsEngine();
        var before = await Containers();
        var start = new ProcessStartInfo("dotnet", [
            "exec", typeof(ContainerProvisionerTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(ContainerProvisionerTests)}.{nameof(Hosted_start)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[HostedScratch] = _scratch;
        start.Environment[HostedOperations] = operations;
        using var harness = Process.Start(start)!;
        IReadOnlyList<string> started = [];
        try
        {
            await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_scratch, "done")));
            started = [.. (await Containers()).Except(before)];
            Assert.NotEmpty(started);
        }
        finally
        {
            harness.Kill();
        }

        await Eventually.HoldsAsync(async () => !(await Containers()).Intersect(started).Any());
    }

    [Fact(Explicit = true)]
    public async Task Hosted_start()
    {
        var scratch = Environment.GetEnvironmentVariable(HostedScratch);
        Assert.SkipWhen(scratch is null, "the harness of another test");

        var sut = await StartAsync(Broker);
        foreach (var operation in Environment.GetEnvironmentVariable(HostedOperations)!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            await DoAsync(sut, Enum.Parse<SutOperation>(operation));
        await File.WriteAllTextAsync(Path.Combine(scratch, "done"), "");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static ContainerProvision Broker => new(Image, new Dictionary<string, int> { ["port"] = 1883 }, "mqtt://127.0.0.1:{port}");

    private async Task<IRunningSut> StartAsync(ContainerProvision provision)
    {
        NeedsEngine();
        return await new ContainerProvisioner(provision, _scratch, TimeProvider.System, Patience).StartAsync(TestContext.Current.CancellationToken);
    }

    private static void NeedsEngine() => Assert.SkipWhen(
        ContainerEngine.Found is null, $"{ContainerEngine.Absent} (bash tests/containers/with-engine.sh brings one)");

    private static Task DoAsync(IRunningSut sut, SutOperation operation) => sut.Control!.DoAsync(operation, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> Containers()
    {
        using var client = ContainerEngine.Connect(ContainerEngine.Found!);
        return [.. (await client.Containers.ListContainersAsync(new ContainersListParameters { All = true })).Select(c => c.ID)];
    }

    /// <summary>Whether the broker has a session of the client; waits until it serves.</summary>
    private static async Task<byte> Answer(Uri endpoint, byte[]? more = null)
    {
        var answer = new byte[4];
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                using var client = await Open(endpoint);
                await client.GetStream().WriteAsync(Connect);
                await client.GetStream().ReadExactlyAsync(answer);
                await client.GetStream().WriteAsync(more ?? []);
                await client.GetStream().ReadExactlyAsync(new byte[more is null ? 0 : 5]);
                return true;
            }
            catch (Exception cause) when (cause is IOException or SocketException)
            {
                return false;
            }
        });
        Assert.Equal([0x20, 2, answer[2], 0], answer);
        return answer[2];
    }

    private static async Task<TcpClient> Open(Uri endpoint)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, endpoint.Port);
        return client;
    }
}
