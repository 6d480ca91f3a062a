using System.Diagnostics;
using System.Globalization;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;

namespace CertHarness.LoadBench;

/// <summary>Publishing per CPU second, memory of idle devices, and a fleet of 15,000, all at mosquitto.</summary>
internal static class MqttFigures
{
    private const int Publishers = 10;
    private const int Idle = 2000;
    private const int Fleet = 15_000;

    public static async Task PublishAsync(Settings settings, Scratch scratch, Rows rows)
    {
        if (scratch.StartMosquitto() is not { } port)
            return;
        for (var qos = 0; qos <= 1; qos++)
        {
            var (ours, theirs) = (0.0, 0.0);
            for (var round = 1; round <= settings.Rounds; round++)
            {
                ours = Math.Max(ours, await OursAsync(settings, scratch, port, qos));
                var peer = await Metered.RunAsync(
                    scratch, Environment.ProcessPath!, "mqttnet-publish", Text(port), Text(qos), Text(Publishers), Text(settings.Seconds));
                theirs = Math.Max(theirs, double.Parse(peer.Output.Split(' ')[0], CultureInfo.InvariantCulture) / peer.Cpu);
                Console.WriteLine(Rows.Text($"mqtt QoS {qos} round {round}: ours {ours:N0}, MQTTnet {theirs:N0}"));
            }

            rows.Ratio($"QoS {qos} publishes per second of generator CPU", "MQTTnet client", ours, theirs, 3);
        }
    }

    public static async Task MemoryAsync(Scratch scratch, Rows rows)
    {
        if (scratch.StartMosquitto() is not { } port)
            return;
        var one = await ConnectAsync(scratch, port, 1);
        var many = await ConnectAsync(scratch, port, Idle + 1);
        var managed = (many.End.ManagedMemory - one.End.ManagedMemory) / Idle;
        var resident = (many.End.ResidentMemory - one.End.ResidentMemory) / Idle;
        var peer = (await Metered.RunAsync(scratch, Environment.ProcessPath!, "mqttnet-idle", Text(port), Text(Idle))).Output.Split(' ');
        var (theirManaged, theirResident) = (long.Parse(peer[0], CultureInfo.InvariantCulture), long.Parse(peer[2], CultureInfo.InvariantCulture));
        rows.Bound("managed memory per idle device", $"{managed} B; MQTTnet {theirManaged} B: 1/{theirManaged / (double)managed:F0}", "8 KiB and 1/5");
        rows.Note("resident memory per idle device", $"{resident} B; MQTTnet {theirResident} B");
    }

    public static async Task FleetAsync(Scratch scratch, Rows rows)
    {
        if (scratch.StartMosquitto() is not { } port)
            return;
        var result = await ConnectAsync(scratch, port, Fleet, "127.0.0.1", "127.0.0.2", "127.0.0.3");
        if (result.End.Connected < Fleet)
            Console.WriteLine($"only {result.End.Connected} connected: {result.End.Interrupted} {string.Join(", ", result.End.Causes)} {string.Join(", ", result.End.Exhausted)}");
        var broker = Process.GetProcessById(scratch.LastServer);
        rows.Bound(
            Rows.Text($"{result.End.Connected} devices connected to mosquitto"),
            Rows.Text($"{result.End.ConnectingTook / 1e9:F1} s, {result.End.ResidentMemory / 1e6:F0} MB resident, most {result.Totals.MostMemory / 1e6:F0} MB, {broker.TotalProcessorTime.TotalSeconds:F1} s CPU of mosquitto"),
            "45 s, 400 MB");
    }

    private static async Task<double> OursAsync(Settings settings, Scratch scratch, int port, int qos)
    {
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(Simulation.KeepConstant(Publishers, TimeSpan.FromSeconds(settings.Seconds))),
            Devices = Publishers,
        };
        var (result, meter) = await Metered.GenerateAsync(scratch, Address(port), plan, new() { ["qos"] = Text(qos) });
        if (result.Totals.Outcomes.Failed > 0 || result.IsPartial)
            throw new IOException($"The run went wrong: {result.End.Interrupted} {string.Join(", ", result.End.Causes)}");
        return result.Totals.Outcomes[Outcome.Ok] / meter.Cpu;
    }

    private static async Task<LoadResult> ConnectAsync(Scratch scratch, int port, int devices, params string[] localAddresses)
    {
        // A publish each second, so that it is a fleet and not a heap of sockets.
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(Simulation.Inject(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3))),
            Devices = devices,
        };
        return (await Metered.GenerateAsync(scratch, Address(port), plan, [], localAddresses)).Result;
    }

    private static Uri Address(int port) => new($"mqtt://127.0.0.1:{port}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
