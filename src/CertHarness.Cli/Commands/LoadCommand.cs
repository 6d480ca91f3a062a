using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CertHarness.Cli.Output;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;

namespace CertHarness.Cli.Commands;

/// <summary><c>certharness load</c>: puts load on an address, without profile and campaign.</summary>
internal static class LoadCommand
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var address = new Argument<string>("ADDRESS") { Description = "Where to: mqtt://HOST:PORT, mqtts://HOST:PORT, ws://HOST/PATH, wss://HOST/PATH, http://HOST/PATH, https://HOST/PATH." };
        var devices = Number("--devices", "How many virtual devices act.", 100, 1, 1_000_000);
        var rate = Number("--rate", "How many iterations a second begin, whatever becomes of them. Without it every device acts as soon as it has its answer.", 0, 0, int.MaxValue);
        var during = Duration("--for", "For how long, such as 60s, 5m or 1h.", TimeSpan.FromSeconds(60));
        var ramp = Duration("--ramp", "For how long before that the rate, or the number of devices, rises from zero.", TimeSpan.Zero);
        var timeout = Duration("--timeout", "How long an answer may take.", TimeSpan.FromSeconds(10));
        var threads = Number("--threads", "How many threads generate.", 1, 1, 1024);
        var options = new Option<string[]>("--option") { Description = "An option of the protocol, such as qos=1. May be repeated; `--option help` lists them.", HelpName = "NAME=VALUE" };
        var from = new Option<string[]>("--from") { Description = "A local address that connections start from; more take turns. Each has about 28,000 ports.", HelpName = "ADDRESS" };
        var maxP95 = new Option<TimeSpan?>("--max-p95") { Description = "The 95th percentile of response times must not exceed this, such as 50ms.", HelpName = "TIME", CustomParser = r => ParseDuration(r) };
        var search = new Option<bool>("--search") { Description = "Search the highest rate that is held within --max-p95, from --rate on, trying each for --for." };
        var seed = Number("--seed", "The seed of what is random.", 0, 0, int.MaxValue);
        var output = new Option<string?>("--out") { Description = "A folder for load.json and the logs of both histograms.", HelpName = "DIR" };
        var plugins = Loading.PluginsOption();
        var json = new Option<bool>("--json") { Description = "Print one JSON line and nothing else." };

        var command = new Command("load", "Puts load on an address and measures what comes back.")
        {
            address, devices, rate, during, ramp, timeout, threads, options, from, maxP95, search, seed, output, plugins, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new LoadRequest(
                parsed.GetRequiredValue(address),
                parsed.GetValue(options) ?? [],
                parsed.GetValue(from) ?? [],
                Plan(parsed.GetValue(devices), parsed.GetValue(rate), parsed.GetValue(during), parsed.GetValue(ramp), (ulong)parsed.GetValue(seed)) with
                {
                    Timeout = parsed.GetValue(timeout),
                    Threads = parsed.GetValue(threads),
                },
                parsed.GetValue(maxP95),
                parsed.GetValue(search) ? Math.Max(1, parsed.GetValue(rate)) : null,
                parsed.GetValue(output));
            var display = new LoadDisplay(parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return new LoadExecution(request, parsed.GetValue(plugins), display).RunAsync(cancellationToken);
        });
        return command;
    }

    private static LoadPlan Plan(int devices, int rate, TimeSpan during, TimeSpan ramp, ulong seed)
    {
        LoadSimulation[] simulations = (rate > 0, ramp > TimeSpan.Zero) switch
        {
            (true, true) => [Simulation.RampingInject(rate, Second, ramp), Simulation.Inject(rate, Second, during)],
            (true, false) => [Simulation.Inject(rate, Second, during)],
            (false, true) => [Simulation.RampingConstant(devices, ramp), Simulation.KeepConstant(devices, during)],
            (false, false) => [Simulation.KeepConstant(devices, during)],
        };
        return new LoadPlan { Schedule = new LoadSchedule(simulations, seed), Devices = devices };
    }

    private static Option<int> Number(string name, string description, int fallback, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => fallback,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            result.AddError($"{name} takes a whole number from {least} to {most}, not '{result.Tokens[0].Value}'.");
            return fallback;
        },
    };

    private static Option<TimeSpan> Duration(string name, string description, TimeSpan fallback) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        DefaultValueFactory = _ => fallback,
        CustomParser = result => ParseDuration(result) ?? fallback,
    };

    private static TimeSpan? ParseDuration(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Durations.TryParse(text, out var duration))
            return duration;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes a time such as 500ms, 60s, 5m or 1h, not '{text}'.");
        return null;
    }
}
