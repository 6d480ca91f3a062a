using CertHarness.Drivers.Devices;
using CertHarness.Drivers.Provisioning;
using CertHarness.Model.Campaigns;
using CertHarness.Model.Verdicts;

namespace CertHarness.Drivers.Tests.Devices;

public sealed class CommandedDeviceTests : IDisposable
{
    private static readonly Dictionary<string, IReadOnlyList<string>> None = [];

    private readonly string _scratch = Directory.CreateTempSubdirectory("certharness-device-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    public async Task A_program_is_told_the_address_and_what_the_scenario_asks_for()
    {
        var device = await DeviceAsync(new DeviceAction(
            ["sh", "-c", "cat $1; shift; echo \"$@\"", "sh", "{dir}/greeting", "{host}", "{port}", "{server}", "{topic}"],
            new Dictionary<string, IReadOnlyList<string>> { ["retain"] = ["-r", "{payload}"], ["unused"] = ["never"] }));
        await using var running = await device.StartAsync(Order("retain"), Cancellation);

        await EndAsync(running);
        Assert.Equal("Hello of 4711\n127.0.0.1 4711 mqtt://127.0.0.1:4711 lamp/1 -r on\n", running.Output);
        Assert.Contains("exit code 0", running.Ended, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_the_IXIT_is_offered_and_nothing_else()
    {
        var device = await DeviceAsync(new DeviceAction(["true"], new Dictionary<string, IReadOnlyList<string>> { ["retain"] = [] }));
        Assert.True(device.Offers("publish"));
        Assert.True(device.Offers("publish", "retain"));
        Assert.True(device.Offers("connect"));
        Assert.False(device.Offers("connect", "retain"));
        Assert.False(device.Offers("publish", "will"));
        Assert.False(device.Offers("subscribe"));
    }

    [Fact]
    public async Task With_one_address_one_scenario_runs_at_a_time()
    {
        Assert.Equal(1, (await DeviceAsync(new DeviceAction(["true"], None), "mqtt://127.0.0.1:1883")).MostAtOnce);
        Assert.True((await DeviceAsync(new DeviceAction(["true"], None))).MostAtOnce > 1);
    }

    [Fact]
    public async Task A_device_that_acts_by_itself_is_waited_for()
    {
        var device = await DeviceAsync(new DeviceAction(["true"], None));
        await using var running = await device.StartAsync(Order() with { Action = "connect" }, Cancellation);
        Assert.Null(running.Ended);
    }

    [Fact]
    public async Task A_program_ends_with_the_scenario()
    {
        var device = await DeviceAsync(new DeviceAction(["sh", "-c", "echo $$; exec sleep 600"], None));
        var running = await device.StartAsync(Order(), Cancellation);
        while (!running.Output.EndsWith('\n'))
        {
            await Task.Yield();
        }

        var id = int.Parse(running.Output, System.Globalization.CultureInfo.InvariantCulture);
        await running.DisposeAsync();
        Assert.ThrowsAny<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var device = await DeviceAsync(new DeviceAction(["no-such-device"], None));
        var problem = await Assert.ThrowsAsync<SutUnavailableException>(() => device.StartAsync(Order(), Cancellation));
        Assert.Contains("no-such-device", problem.Message, StringComparison.Ordinal);
    }

    private static async Task EndAsync(IRunningDevice running)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (running.Ended is null || running.Output.Length == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static DeviceOrder Order(params string[] options) => new(
        "publish", new Uri("mqtt://127.0.0.1:4711"), new Dictionary<string, string> { ["topic"] = "lamp/1", ["payload"] = "on" }, options);

    private async Task<IDevice> DeviceAsync(DeviceAction publish, string listen = "mqtt://127.0.0.1")
    {
        var provision = new DeviceProvision(new Uri(listen), new Dictionary<string, string> { ["greeting"] = "Hello of {port}\n" });
        var ixit = new DeviceIxit { Actions = new Dictionary<string, DeviceAction> { ["publish"] = publish }, ByItself = ["connect"] };
        var sut = await Provisioners.For(provision, [], _scratch, TimeSpan.FromSeconds(1), TimeProvider.System, ixit).StartAsync(Cancellation);
        return sut.Device!;
    }
}
