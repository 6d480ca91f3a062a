using System.Net;
using CertHarness.Cli.Output;
using CertHarness.Load.Generating;
using CertHarness.Load.Limits;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.Model.Configuration;
using CertHarness.Runner;
using CertHarness.Runner.Campaigns;

namespace CertHarness.Cli.Commands;

/// <summary>What the command line asks for.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Options">Options of the protocol, as <c>name=value</c>.</param>
/// <param name="From">Local addresses.</param>
/// <param name="Plan">What is done when.</param>
/// <param name="MaxP95">The limit of the 95th percentile, or null.</param>
/// <param name="SearchFrom">The rate to search from, or null where nothing is searched.</param>
/// <param name="Output">The folder for files, or null.</param>
internal sealed record LoadRequest(
    string Address, string[] Options, string[] From, LoadPlan Plan, TimeSpan? MaxP95, int? SearchFrom, string? Output);

/// <summary>Has a request carried out by a generator's process, shows how it goes and says what came out.</summary>
internal sealed class LoadExecution(LoadRequest request, string[]? plugins, LoadDisplay display)
{
    private const double MostRate = 10_000_000;

    private static readonly TimeSpan DefaultP95 = TimeSpan.FromMilliseconds(100);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var order = Order(Loading.Harness(plugins).LoadProtocols);
        return request.SearchFrom is { } rate ? await SearchAsync(order, rate, cancellationToken) : await OnceAsync(order, cancellationToken);
    }

    private async Task<int> OnceAsync(GeneratorOrder order, CancellationToken cancellationToken)
    {
        using var files = LoadFiles.Create(request.Output, TimeProvider.System);
        var result = await GenerateAsync(order, files, cancellationToken);
        files?.Finish(result);
        display.Finished(result);
        return (int)Judge(result, cancellationToken.IsCancellationRequested);
    }

    private async Task<int> SearchAsync(GeneratorOrder order, int start, CancellationToken cancellationToken)
    {
        var during = order.Plan.Schedule.Simulations[^1].During;
        var found = await new CapacitySearch().RunAsync(
            start,
            1,
            MostRate,
            async (rate, token) =>
            {
                var schedule = new LoadSchedule([Simulation.Inject((int)rate, TimeSpan.FromSeconds(1), during)], order.Plan.Schedule.Seed);
                var result = await GenerateAsync(order with { Plan = order.Plan with { Schedule = schedule } }, null, token);
                var point = CapacityPoint.Of((int)rate, result, request.MaxP95 ?? DefaultP95);
                display.Tried(point);
                return point;
            },
            cancellationToken);
        display.Found(found);
        if (request.Output is { } folder)
            LoadFiles.Write(folder, found);
        if (cancellationToken.IsCancellationRequested)
            return (int)ExitCode.Cancelled;
        return (int)(found.AtLeast is null ? ExitCode.Met : ExitCode.Inconclusive);
    }

    private async Task<LoadResult> GenerateAsync(GeneratorOrder order, LoadFiles? files, CancellationToken cancellationToken)
    {
        var totals = new LoadTotals();
        try
        {
            var end = await GenerateCommand.Process(plugins).RunAsync(
                order,
                second =>
                {
                    totals.Add(second);
                    files?.Add(second);
                    display.Second(second);
                },
                cancellationToken);
            return totals.Finish(end);
        }
        catch (ArgumentException e)
        {
            throw Wrong(request.Address, e.Message, "see certharness load --help");
        }
    }

    private ExitCode Judge(LoadResult result, bool isCancelled)
    {
        if (isCancelled)
            return ExitCode.Cancelled;
        if (result.GeneratorLimits.Count > 0 || result.IsEmpty)
            return ExitCode.Inconclusive;
        var isLost = result.End.Deliveries is { Lost: > 0 };
        var isSlow = request.MaxP95 is { } limit && result.Totals.Response.Percentile(95) > limit.TotalNanoseconds;
        if (result.Totals.Outcomes.Failed > 0 || isLost || isSlow)
            return ExitCode.Failed;
        return result.IsPartial ? ExitCode.Inconclusive : ExitCode.Met;
    }

    private GeneratorOrder Order(IReadOnlyList<ILoadProtocol> protocols)
    {
        if (!Uri.TryCreate(request.Address, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw Wrong(request.Address, "found no address", "such as mqtt://192.0.2.1:1883 or http://192.0.2.1/path");
        if (protocols.FirstOrDefault(p => p.Schemes.Contains(address.Scheme)) is not { } protocol)
            throw Wrong(request.Address, $"found the scheme '{address.Scheme}'", string.Join(" or ", protocols.SelectMany(p => p.Schemes)));
        var options = new Dictionary<string, string>();
        foreach (var option in request.Options)
        {
            var parts = option.Split('=', 2);
            if (parts.Length != 2 || !protocol.Options.ContainsKey(parts[0]))
                throw Wrong("--option", $"found '{option}'", "\n" + string.Join("\n", protocol.Options.Select(o => $"  {o.Key}: {o.Value}")));
            options[parts[0]] = parts[1];
        }

        if (request.From.FirstOrDefault(text => !IPAddress.TryParse(text, out _)) is { } wrong)
            throw Wrong("--from", $"found '{wrong}'", "an IP address of this machine");
        return new GeneratorOrder(address, options, request.From, request.Plan);
    }

    private static ConfigurationException Wrong(string file, string found, string expected) =>
        new([new Diagnostic(Severity.Error, file, 1, 1, found, expected)]);
}
