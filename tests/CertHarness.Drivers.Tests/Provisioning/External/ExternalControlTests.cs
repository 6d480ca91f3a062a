using System.Net;
using System.Net.Sockets;
using System.Text;
using CertHarness.Drivers.Provisioning;
using CertHarness.Drivers.Provisioning.External;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;
using CertHarness.Testing;

namespace CertHarness.Drivers.Tests.Provisioning.External;

public sealed class ExternalControlTests : IDisposable
{
    private static readonly Uri Endpoint = new("mqtt://broker.city.example:1883");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _scratch = Directory.CreateTempSubdirectory("certharness-").FullName;

    [Fact]
    public async Task What_has_a_hook_is_offered_and_nothing_else()
    {
        Assert.Equal([SutOperation.PowerCycle], await Offers(false, (SutOperation.PowerCycle, Command("true"))));
        Assert.Equal(
            [SutOperation.Stop, SutOperation.Start, SutOperation.Restart],
            await Offers(false, (SutOperation.Stop, Command("true")), (SutOperation.Start, Command("true"))));
        Assert.Equal(
            [SutOperation.Stop, SutOperation.Start, SutOperation.Restart, SutOperation.PowerCycle, SutOperation.Pause],
            await Offers(true, (SutOperation.Pause, Command("true"))));
        Assert.Empty(await Offers(false));
    }

    [Fact]
    public async Task Commands_are_run_in_their_turn()
    {
        var control = await Control((SutOperation.Stop, Append("stop")), (SutOperation.Start, Append("start")), (SutOperation.PowerCycle, Append("power")));

        await DoAsync(control, SutOperation.Restart);
        await DoAsync(control, SutOperation.PowerCycle);
        await DoAsync(control, SutOperation.Stop);
        Assert.Equal(SutState.Stopped, control.State);
        await DoAsync(control, SutOperation.Start);

        Assert.Equal(["stop", "start", "power", "stop", "start"], await File.ReadAllLinesAsync(PathOf("done")));
        Assert.Equal(SutState.Running, control.State);
        Assert.Null(control.ResidentBytes);
    }

    [Fact]
    public async Task A_command_that_fails_is_told_with_its_output()
    {
        var control = await Control((SutOperation.Restart, Command("sh", "-c", "echo the lamp is; echo 'welded shut' >&2; exit 4")));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.Restart));

        Assert.Equal("the hook restart (sh): ended with exit code 4\n  the lamp is\n  welded shut", thrown.Message);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_told()
    {
        var control = await Control((SutOperation.Restart, Command("no-such-lamp-switch")));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.Restart));

        Assert.Equal("the hook restart (no-such-lamp-switch): there is no such program", thrown.Message);
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended()
    {
        var control = await Control((SutOperation.Restart, new CommandHook(["sh", "-c", "sleep 600"], TimeSpan.FromMilliseconds(200))));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.Restart));

        Assert.Equal("the hook restart (sh): took longer than 0.2 s", thrown.Message);
    }

    [Fact]
    public async Task What_a_command_leaves_running_may_go_on_printing()
    {
        var go = PathOf("go");
        var control = await Control((SutOperation.Restart, Command(
            "sh", "-c", $"(while [ ! -e {go} ]; do sleep 0.02; done; echo still here && echo yes >{PathOf("printed")}) &")));

        await DoAsync(control, SutOperation.Restart);
        await File.WriteAllTextAsync(go, "");

        await Eventually.HoldsAsync(() => File.Exists(PathOf("printed")));
    }

    [Fact]
    public async Task An_HTTP_call_has_its_method_and_its_address()
    {
        using var listener = Listen(out var url);
        var control = await Control((SutOperation.PowerCycle, new HttpHook(new Uri(url, "sockets/3?off=2"), "PUT", Patience)));

        var asking = DoAsync(control, SutOperation.PowerCycle);
        var request = await AnswerAsync(listener, "204 No Content", "");
        await asking;

        Assert.StartsWith("PUT /sockets/3?off=2 HTTP/1.1", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HTTP_call_that_is_refused_is_told_with_what_was_answered()
    {
        using var listener = Listen(out var url);
        var control = await Control((SutOperation.PowerCycle, new HttpHook(new Uri(url, "s3cret"), "POST", Patience)));

        var asking = DoAsync(control, SutOperation.PowerCycle);
        await AnswerAsync(listener, "409 Conflict", "socket 3 is locked");
        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => asking);

        Assert.Equal($"the hook power-cycle (POST http://{url.Authority}): answered 409 Conflict\n  socket 3 is locked", thrown.Message);
    }

    [Fact]
    public async Task An_HTTP_call_that_nobody_answers_is_given_up()
    {
        using var listener = Listen(out var url);
        var control = await Control((SutOperation.PowerCycle, new HttpHook(url, "POST", TimeSpan.FromMilliseconds(200))));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.PowerCycle));

        Assert.EndsWith("took longer than 0.2 s", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HTTP_call_to_nobody_is_told()
    {
        var listener = Listen(out var url);
        listener.Dispose();
        var control = await Control((SutOperation.PowerCycle, new HttpHook(url, "POST", Patience)));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.PowerCycle));

        Assert.StartsWith("the hook power-cycle (POST ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_is_asked_for_what_has_no_hook()
    {
        var person = new Person(true);
        var control = await Control(person, (SutOperation.Stop, Append("stop")));

        await DoAsync(control, SutOperation.PowerCycle);
        await DoAsync(control, SutOperation.Restart);

        Assert.Equal([SutOperation.PowerCycle, SutOperation.Start], person.Asked);
        Assert.Equal(["stop"], await File.ReadAllLinesAsync(PathOf("done")));
    }

    [Fact]
    public async Task An_operator_may_say_no()
    {
        var control = await Control(new Person(false));

        var thrown = await Assert.ThrowsAsync<SutUnavailableException>(() => DoAsync(control, SutOperation.Stop));

        Assert.Equal("The operator says that the SUT at mqtt://broker.city.example:1883/ was not given a Stop.", thrown.Message);
        Assert.Equal(SutState.Running, control.State);
    }

    [Fact]
    public async Task What_is_not_offered_is_refused()
    {
        var control = await Control((SutOperation.Stop, Append("stop")));

        await Assert.ThrowsAsync<InvalidOperationException>(() => DoAsync(control, SutOperation.Pause));
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static CommandHook Command(params string[] command) => new(command, Patience);

    private CommandHook Append(string word) => Command("sh", "-c", $"echo {word} >>{PathOf("done")}");

    private string PathOf(string name) => Path.Combine(_scratch, name);

    private Task<ISutControl> Control(params (SutOperation Operation, Hook Hook)[] hooks) => Control(null, hooks);

    private async Task<ISutControl> Control(IOperator? person, params (SutOperation Operation, Hook Hook)[] hooks)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "uses the shell");
        return (await Start(person, hooks)).Control!;
    }

    private async Task<IEnumerable<SutOperation>> Offers(bool hasOperator, params (SutOperation Operation, Hook Hook)[] hooks)
    {
        var provision = Provision(hooks);
        var planned = Provisioners.Offer(provision, [], hasOperator).Operations;
        Assert.Equal(planned, (await Start(hasOperator ? new Person(true) : null, hooks)).Control?.Offers ?? new HashSet<SutOperation>());
        return planned.Order();
    }

    private Task<IRunningSut> Start(IOperator? person, (SutOperation Operation, Hook Hook)[] hooks) =>
        new ExternalProvisioner(Provision(hooks), _scratch, TimeProvider.System, person).StartAsync(CancellationToken.None);

    private static ExternalProvision Provision((SutOperation Operation, Hook Hook)[] hooks) =>
        new(Endpoint) { Hooks = hooks.ToDictionary(h => h.Operation, h => h.Hook) };

    private static Task DoAsync(ISutControl control, SutOperation operation) => control.DoAsync(operation, TestContext.Current.CancellationToken);

    private static TcpListener Listen(out Uri url)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        url = new Uri($"http://{listener.LocalEndpoint}/");
        return listener;
    }

    private static async Task<string> AnswerAsync(TcpListener listener, string status, string body)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var request = new byte[4096];
        var length = await client.GetStream().ReadAsync(request);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        return Encoding.ASCII.GetString(request, 0, length);
    }

    private sealed class Person(bool willing) : IOperator
    {
        public List<SutOperation> Asked { get; } = [];

        public Task<bool> AskAsync(SutOperation operation, Uri sut, CancellationToken cancellationToken)
        {
            Asked.Add(operation);
            return Task.FromResult(willing);
        }
    }
}
