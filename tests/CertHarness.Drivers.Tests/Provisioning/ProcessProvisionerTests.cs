using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;

namespace CertHarness.Drivers.Tests.Provisioning;

public sealed class ProcessProvisionerTests : IDisposable
{
    private const string HostedScratch = "CERTHARNESS_TEST_SCRATCH";
    private const string HostedControl = "CERTHARNESS_TEST_CONTROL";
    private const string WithChild = "sleep 600 & echo $! >{dir}/part; mv {dir}/part {dir}/child; ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _scratch = Directory.CreateTempSubdirectory("certharness-").FullName;

    [Fact]
    public async Task A_real_broker_starts_with_its_files_and_ends_when_disposed_of()
    {
        Needs("mosquitto");
        var provision = Provision(["mosquitto", "-c", "{dir}/conf/broker.conf"]) with
        {
            Files = new Dictionary<string, string> { ["conf/broker.conf"] = "listener {port} 127.0.0.1\nallow_anonymous true\n" },
        };

        int id;
        int port;
        await using (var sut = await StartAsync(provision))
        {
            id = sut.ProcessId!.Value;
            port = sut.Endpoint.Port;
            using var client = new TcpClient();
            await client.ConnectAsync(sut.Endpoint.Host, sut.Endpoint.Port);
            Assert.StartsWith("mosquitto", await File.ReadAllTextAsync($"/proc/{id}/comm"), StringComparison.Ordinal);
            Assert.Contains("mosquitto version", await File.ReadAllTextAsync(sut.LogPath!), StringComparison.Ordinal);
        }

        Assert.False(IsAlive(id));
        Assert.Contains(
            $"listener {port} ", await File.ReadAllTextAsync(Path.Combine(_scratch, "conf", "broker.conf")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_user_can_read_the_files()
    {
        NeedsShell();
        var provision = Provision(["false"]) with { Files = new Dictionary<string, string> { ["a/b.conf"] = "x" } };

        await Assert.ThrowsAsync<SutUnavailableException>(() => StartAsync(provision));

        const UnixFileMode OthersEnter = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Assert.Equal(OthersEnter, ModeOf(_scratch) & OthersEnter);
        Assert.Equal(OthersEnter, ModeOf(Path.Combine(_scratch, "a")) & OthersEnter);
        Assert.True(ModeOf(Path.Combine(_scratch, "a", "b.conf")).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_reported_with_its_exit_code()
    {
        NeedsShell();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => StartAsync(Provision(["false"])));

        Assert.Matches(
            @"^false: ended with exit code 1 before 127\.0\.0\.1:\d+ accepted a connection\nCommand: false\nIt printed nothing\.$", thrown.Message);
    }

    [Fact]
    public async Task The_last_output_of_a_program_that_failed_is_in_the_message()
    {
        NeedsShell();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Shell("seq 1 100; echo 'line 7: unknown option lamp' >&2; exit 3")));

        Assert.Contains("sh: ended with exit code 3 ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("line 7: unknown option lamp", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("  50\n", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_what_to_do()
    {
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => StartAsync(Provision(["no-such-broker", "-v"])));

        Assert.Equal(
            "no-such-broker: there is no such program; install no-such-broker, or give its full path in the campaign", thrown.Message);
    }

    [Fact]
    public async Task A_program_that_never_listens_is_given_up_and_ended()
    {
        NeedsShell();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Shell("echo warming up; exec sleep 600"), TimeSpan.FromMilliseconds(300)));

        Assert.Contains("did not accept a connection within 0.3 s", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("warming up", thrown.Message, StringComparison.Ordinal);
        Assert.False(IsAlive(ReadId("sut.pid")));
    }

    [Fact]
    public async Task A_port_that_was_lost_is_tried_with_another_three_times_in_all()
    {
        NeedsShell();

        await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Shell("echo {port} >>{dir}/ports; echo 'Error: Address already in use'; exit 1")));

        Assert.Equal(3, (await File.ReadAllLinesAsync(Path.Combine(_scratch, "ports"))).Distinct().Count());
    }

    [Fact]
    public async Task A_fixed_port_that_another_program_serves_is_not_taken_for_the_SUT()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var endpoint = (IPEndPoint)other.LocalEndpoint;

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Provision(["true"]) with { Endpoint = $"mqtt://{endpoint}" }));

        Assert.StartsWith($"true: {endpoint} is served by another program already", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Descendants_end_with_the_program()
    {
        Needs("mosquitto");

        await using (await StartAsync(Shell(WithChild + "exec mosquitto -p {port}")))
        {
            Assert.True(IsAlive(ReadId("child")));
        }

        Assert.False(IsAlive(ReadId("child")));
    }

    [Fact]
    public async Task A_program_that_ignores_the_request_to_end_is_killed()
    {
        Needs("mosquitto");
        var sut = await StartAsync(Shell("trap '' TERM; mosquitto -p {port}; sleep 600"));
        var id = sut.ProcessId!.Value;

        await sut.DisposeAsync();

        Assert.False(IsAlive(id));
    }

    [Fact]
    public async Task Output_without_end_is_bounded_in_the_log()
    {
        NeedsShell();

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Shell("yes lamp | head -c 6000000; echo; echo done; exit 1")));

        Assert.Contains("done", thrown.Message, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(_scratch, "sut.log")).Length, 4 << 20, (4 << 20) + 100);
    }

    [Fact]
    public async Task Output_that_an_escaped_descendant_holds_open_is_not_waited_for()
    {
        Needs("setsid");

        await Assert.ThrowsAsync<SutUnavailableException>(
            () => StartAsync(Shell("setsid sh -c 'echo $$ >{dir}/escaped; exec sleep 60' & while [ ! -s {dir}/escaped ]; do :; done; exit 1")));

        var escaped = ReadId("escaped");
        Assert.True(IsAlive(escaped));
        using var process = Process.GetProcessById(escaped);
        process.Kill();
    }

    [Fact]
    public async Task A_cancelled_start_ends_the_program()
    {
        NeedsShell();
        using var cancelling = new CancellationTokenSource();
        var starting = new ProcessProvisioner(Shell("exec sleep 600"), _scratch, TimeProvider.System, Patience).StartAsync(cancelling.Token);
        await Eventually.HoldsAsync(() => HasId("sut.pid"));

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.False(IsAlive(ReadId("sut.pid")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("PowerCycle")]
    [InlineData("Restart Pause")]
    public async Task The_program_does_not_outlive_a_harness_that_is_killed(string operations)
    {
        Needs("mosquitto");
        var start = new ProcessStartInfo("dotnet", [
            "exec", typeof(ProcessProvisionerTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(Hosted_start)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[HostedScratch] = _scratch;
        start.Environment[HostedControl] = operations;
        using var harness = Process.Start(start)!;
        int[] ids = [];
        try
        {
            await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_scratch, "done")));
            ids = [ReadId("sut.pid"), ReadId("child")];
            Assert.All(ids, id => Assert.True(IsAlive(id)));
        }
        finally
        {
            harness.Kill();
        }

        await Eventually.HoldsAsync(() => !ids.Any(IsAlive));
    }

    [Fact(Explicit = true)]
    public async Task Hosted_start()
    {
        var scratch = Environment.GetEnvironmentVariable(HostedScratch);
        Assert.SkipWhen(scratch is null, "the harness of another test");

        var sut = await new ProcessProvisioner(Shell(WithChild + "mosquitto -p {port}"), scratch, TimeProvider.System, Patience).StartAsync(CancellationToken.None);
        var child = Path.Combine(scratch, "child");
        await Eventually.HoldsAsync(() => File.Exists(child));
        foreach (var operation in Environment.GetEnvironmentVariable(HostedControl)!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (operation is not "Pause")
                File.Delete(child);
            await sut.Control!.DoAsync(Enum.Parse<SutOperation>(operation), CancellationToken.None);
            await Eventually.HoldsAsync(() => File.Exists(child));
        }

        await File.WriteAllTextAsync(Path.Combine(scratch, "done"), "");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static ProcessProvision Provision(IReadOnlyList<string> command) =>
        new(command, new Dictionary<string, string>(), "mqtt://127.0.0.1:{port}");

    private static ProcessProvision Shell(string script) => Provision(["sh", "-c", script]);

    private Task<IRunningSut> StartAsync(ProcessProvision provision, TimeSpan? timeout = null) =>
        new ProcessProvisioner(provision, _scratch, TimeProvider.System, timeout ?? Patience).StartAsync(CancellationToken.None);

    private bool HasId(string file) => File.Exists(Path.Combine(_scratch, file)) && File.ReadAllText(Path.Combine(_scratch, file)).EndsWith('\n');

    private int ReadId(string file) => int.Parse(File.ReadAllText(Path.Combine(_scratch, file)), CultureInfo.InvariantCulture);

    // A process that has ended but was not waited for is still listed, as a zombie.
    private static bool IsAlive(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].TrimStart()[0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static UnixFileMode ModeOf(string path) => new FileInfo(path).UnixFileMode;

    private static void NeedsShell() => Assert.SkipUnless(OperatingSystem.IsLinux(), "uses the shell and /proc");

    private static void Needs(string program)
    {
        NeedsShell();
        Assert.SkipWhen(ProgramSearch.Find(program) is null, $"{program} is not installed");
    }
}
