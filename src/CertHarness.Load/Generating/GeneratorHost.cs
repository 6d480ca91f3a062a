using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;

namespace CertHarness.Load.Generating;

/// <summary>The generator's side of a process of its own: takes an order from standard input and answers on standard output, one line of
/// JSON each. Any further line, or the end of the input, ends the run early.</summary>
/// <param name="protocols">The protocols at hand.</param>
/// <param name="time">The clock.</param>
public sealed class GeneratorHost(IReadOnlyList<ILoadProtocol> protocols, TimeProvider time) : IGenerator
{
    /// <summary>Takes one order and carries it out.</summary>
    /// <param name="input">Where the order comes from.</param>
    /// <param name="output">Where the answers go.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    public async Task RunAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        GeneratorLine last;
        try
        {
            var order = JsonSerializer.Deserialize(await input.ReadLineAsync(cancellationToken) ?? "", GeneratorJson.Default.GeneratorOrder)
                ?? throw new JsonException("no order");
            _ = StopOnLineAsync(input, stop);
            last = new GeneratorLine(null, await RunAsync(order, second => Tell(output, new GeneratorLine(second, null, null)), stop.Token), null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            last = new GeneratorLine(null, null, e.Message);
        }

        Tell(output, last);
    }

    /// <summary>Carries out an order in this process.</summary>
    /// <param name="order">The order.</param>
    /// <param name="onSecond">Is given every second.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <exception cref="ArgumentException">No protocol serves the address, its name cannot be resolved, or an option is wrong.</exception>
    public async Task<LoadEnd> RunAsync(GeneratorOrder order, Action<LoadSecond> onSecond, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var protocol = protocols.FirstOrDefault(p => p.Schemes.Contains(order.Address.Scheme))
            ?? throw new ArgumentException(
                $"No protocol serves '{order.Address.Scheme}'; there are {string.Join(", ", protocols.SelectMany(p => p.Schemes))}.");
        var unknown = order.Options.Keys.Where(name => !protocol.Options.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new ArgumentException(
                $"There is no option {string.Join(" or ", unknown)} for {order.Address.Scheme}; there are {string.Join(", ", protocol.Options.Keys)}.");
        }

        var address = order.Address.Port > 0 ? order.Address : new UriBuilder(order.Address) { Port = protocol.DefaultPortOf(order.Address.Scheme) }.Uri;
        IPEndPoint remote;
        try
        {
            remote = await ResolveAsync(address, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new LoadEnd { Interrupted = LoadRun.Cancelled };
        }

        var target = new LoadTarget(address, remote, order.Plan.Devices, order.Options, order.Plan.Schedule.Seed)
        {
            Time = time,
            LocalAddresses = [.. order.LocalAddresses.Select(IPAddress.Parse)],
        };
        return await new LoadRun(order.Plan, protocol.CreateFleet(target), time).RunAsync(onSecond, cancellationToken);
    }

    private static async Task<IPEndPoint> ResolveAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken))[0], address.Port);
        }
        catch (SocketException e)
        {
            throw new ArgumentException($"{address.IdnHost}: {e.Message}", e);
        }
    }

    private static void Tell(TextWriter output, GeneratorLine line)
    {
        output.WriteLine(line.Write());
        output.Flush();
    }

    private static async Task StopOnLineAsync(TextReader input, CancellationTokenSource stop)
    {
        // Standard input cannot be read with a token everywhere; this read is left behind when the run ends by itself.
        await Task.Run(input.ReadLine);
        await stop.CancelAsync();
    }
}
