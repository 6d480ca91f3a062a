using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;

namespace CertHarness.Drivers.Tests.Provisioning;

public sealed class ProcessControlTests : IDisposable
{
    private const string WithChild = "sleep 600 & echo $! >{dir}/child; ";
    private const string Count = "echo started >>{dir}/starts; ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _scratch = Directory.CreateTempSubdirectory("certharness-").FullName;

    [Fact]
    public async Task A_stop_waits_until_the_program_and_its_descendants_have_ended()
    {
        await using var sut = await StartAsync(Count + WithChild + "trap 'echo orderly >{dir}/last; exit 0' TERM; mosquitto -p {port} & wait; wait");
        var id = sut.ProcessId!.Value;

        await DoAsync(sut, SutOperation.Stop);

        Assert.Equal("orderly\n", await File.ReadAllTextAsync(PathOf("last")));
        Assert.False(IsAlive(id));
        Assert.False(IsAlive(Child));
        Assert.Equal(SutState.Stopped, sut.Control!.State);
        Assert.Null(sut.Ended);
        Assert.Null(sut.EndedAt);
        Assert.Null(sut.Control.ResidentBytes);
    }

    [Theory]
    [InlineData(SutOperation.Restart)]
    [InlineData(SutOperation.PowerCycle)]
    public async Task It_comes_back_at_the_same_port_with_what_it_left_in_its_folder(SutOperation operation)
    {
        await using var sut = await StartAsync(Count + "exec mosquitto -p {port}");
        var (id, endpoint) = (sut.ProcessId, sut.Endpoint);

        await DoAsync(sut, operation);

        await Connects(endpoint);
        Assert.NotEqual(id, sut.ProcessId);
        Assert.False(IsAlive(id!.Value));
        Assert.Equal(2, (await File.ReadAllLinesAsync(PathOf("starts"))).Length);
        Assert.Equal(SutState.Running, sut.Control!.State);
        Assert.Null(sut.Ended);
        Assert.Equal(2, (await File.ReadAllTextAsync(sut.LogPath!)).Split(" starting").Length - 1);
    }

    [Fact]
    public async Task A_power_cycle_gives_no_time_to_tidy_up()
    {
        await using var sut = await StartAsync("trap 'echo orderly >{dir}/last; exit 0' TERM; mosquitto -p {port} & wait");

        await DoAsync(sut, SutOperation.PowerCycle);

        await Connects(sut.Endpoint);
        Assert.False(File.Exists(PathOf("last")));
    }

    [Fact]
    public async Task A_pause_stops_the_whole_tree_and_keeps_connections_open()
    {
        await using var sut = await StartAsync(WithChild + "mosquitto -p {port}; exit");
        using var client = await Connects(sut.Endpoint);

        await DoAsync(sut, SutOperation.Pause);
        Assert.Equal('T', StateOf(sut.ProcessId!.Value));
        Assert.Equal('T', StateOf(Child));

        // CONNECT of MQTT 3.1.1 with the client identifier "a"; a broker that runs answers with four bytes.
        await client.GetStream().WriteAsync((byte[])[0x10, 13, 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, 1, (byte)'a']);
        Assert.Equal(0, client.Available);

        await DoAsync(sut, SutOperation.Resume);
        await client.GetStream().ReadExactlyAsync(new byte[4]);
        Assert.NotEqual('T', StateOf(Child));
    }

    [Fact]
    public async Task A_pause_catches_what_is_started_meanwhile()
    {
        await using var sut = await StartAsync("mosquitto -p {port} & while :; do true & (true & true); done");
        var tree = new ProcessTree(sut.ProcessId!.Value);

        for (var i = 0; i < 20; i++)
        {
            await DoAsync(sut, SutOperation.Pause);
            Assert.True(tree.StandsStill);
            await DoAsync(sut, SutOperation.Resume);
        }
    }

    [Theory]
    [InlineData(SutOperation.Stop)]
    [InlineData(SutOperation.PowerCycle)]
    public async Task One_that_stands_still_can_be_ended(SutOperation operation)
    {
        await using var sut = await StartAsync("exec mosquitto -p {port}");
        var id = sut.ProcessId!.Value;
        await DoAsync(sut, SutOperation.Pause);

        await DoAsync(sut, operation);

        Assert.False(IsAlive(id));
    }

    [Fact]
    public async Task One_that_stands_still_ends_when_it_is_disposed_of()
    {
        var sut = await StartAsync(WithChild + "exec mosquitto -p {port}");
        var id = sut.ProcessId!.Value;
        await DoAsync(sut, SutOperation.Pause);

        await sut.DisposeAsync();

        Assert.False(IsAlive(id));
        Assert.False(IsAlive(Child));
    }

    [Fact]
    public async Task The_memory_is_that_of_all_its_processes()
    {
        await using var sut = await StartAsync(WithChild + "exec mosquitto -p {port}");
        var both = sut.Control!.ResidentBytes!.Value;

        Assert.InRange(both, Resident(sut.ProcessId!.Value) + (Resident(Child) / 2), 1L << 30);
    }

    [Fact]
    public async Task One_that_dies_by_itself_is_not_brought_back()
    {
        await using var sut = await StartAsync("mosquitto -p {port} & id=$!; echo $id >{dir}/child; wait $id; exit 7");
        await DoAsync(sut, SutOperation.Restart);
        await Connects(sut.Endpoint);

        new ProcessTree(Child).Signal(Signal.Kill);
        await Eventually.HoldsAsync(() => sut.Ended is not null);

        Assert.StartsWith("the SUT's process ended by itself with exit code 7", sut.Ended, StringComparison.Ordinal);
        Assert.NotNull(sut.EndedAt);
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(sut, SutOperation.Restart));
        Assert.Equal(sut.Ended, thrown.Message);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await using var sut = await StartAsync("exec mosquitto -p {port}");

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => DoAsync(sut, SutOperation.Start));
        Assert.Equal("The SUT cannot be given a Start: it is running.", thrown.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => DoAsync(sut, SutOperation.Resume));
        await DoAsync(sut, SutOperation.Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => DoAsync(sut, SutOperation.Pause));
        await DoAsync(sut, SutOperation.Start);
        await Connects(sut.Endpoint);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private int Child => int.Parse(File.ReadAllText(PathOf("child")), CultureInfo.InvariantCulture);

    private string PathOf(string name) => Path.Combine(_scratch, name);

    private async Task<IRunningSut> StartAsync(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "uses signals and /proc");
        Assert.SkipWhen(ProgramSearch.Find("mosquitto") is null, "mosquitto is not installed");
        var provision = new ProcessProvision(["sh", "-c", script], new Dictionary<string, string>(), "mqtt://127.0.0.1:{port}");
        return await new ProcessProvisioner(provision, _scratch, TimeProvider.System, Patience).StartAsync(CancellationToken.None);
    }

    private static Task DoAsync(IRunningSut sut, SutOperation operation) => sut.Control!.DoAsync(operation, TestContext.Current.CancellationToken);

    private static async Task<TcpClient> Connects(Uri endpoint)
    {
        TcpClient? client = null;
        await Eventually.HoldsAsync(async () =>
        {
            client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, endpoint.Port);
                return true;
            }
            catch (SocketException)
            {
                client.Dispose();
                return false;
            }
        });
        return client!;
    }

    private static long Resident(int id) =>
        long.Parse(File.ReadAllText($"/proc/{id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private static char StateOf(int id) => File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].TrimStart()[0];

    // A process that has ended but was not waited for is still listed, as a zombie.
    private static bool IsAlive(int id)
    {
        try
        {
            return StateOf(id) is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
