using System.Text.Json;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.Load.Tests.Running;

namespace CertHarness.Load.Tests.Generating;

public sealed class GeneratorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_order_is_carried_out_and_told_line_by_line()
    {
        using var output = new StringWriter();
        await Host().RunAsync(new NeverEnding(Order("fake://127.0.0.1:1")), output, CancellationToken.None);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(GeneratorLine.Read).ToList();
        var totals = new LoadTotals();
        lines.ForEach(line => totals.Add(line.Second ?? new LoadSecond { IsConnecting = true }));
        var result = totals.Finish(lines[^1].End!);

        Assert.Equal(20, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal(20, result.Totals.Response.Count);
        Assert.Equal(20, result.Totals.Service.Count);
        Assert.False(result.IsPartial);
    }

    [Theory]
    [InlineData("fax://127.0.0.1:1", "No protocol serves 'fax'; there are fake.")]
    [InlineData("fake://127.0.0.1:1?", "There is no option x for fake")]
    public async Task An_order_that_cannot_be_carried_out_is_a_fault_that_says_why(string address, string why)
    {
        using var output = new StringWriter();
        await Host().RunAsync(new NeverEnding(Order(address)), output, CancellationToken.None);

        Assert.StartsWith(why, GeneratorLine.Read(output.ToString()).Fault);
    }

    [Fact]
    public async Task A_line_that_is_no_order_is_a_fault()
    {
        using var output = new StringWriter();
        await Host().RunAsync(new StringReader("{"), output, CancellationToken.None);

        Assert.NotNull(GeneratorLine.Read(output.ToString()).Fault);
    }

    [Fact]
    public async Task The_end_of_the_input_ends_the_run()
    {
        using var output = new StringWriter();
        await Host().RunAsync(new StringReader(Order("fake://127.0.0.1:1", TimeSpan.FromHours(1))), output, CancellationToken.None);

        Assert.Equal("the run was cancelled", GeneratorLine.Read(output.ToString().TrimEnd().Split('\n')[^1]).End!.Interrupted);
    }

    [Fact]
    public void A_second_survives_its_way_between_processes()
    {
        var second = new LoadSecond { Number = 7, Length = 5, Begun = 3, Busy = 0.25, Connected = 9, Waiting = 1, Memory = 13 };
        second.Outcomes.Add(Outcome.Refused, 2);
        second.Response.Record(1_000_000);
        var read = GeneratorLine.Read(new GeneratorLine(second, null, null).Write()).Second!;

        Assert.Equal((7, 5, 3, 0.25, 9, 1), (read.Number, read.Length, read.Begun, read.Busy, read.Connected, read.Waiting));
        Assert.Equal((2, 2, 1), (read.Outcomes[Outcome.Refused], read.Outcomes.Total, read.Response.Count));
    }

    [Fact]
    public async Task A_process_that_dies_leaves_a_partial_result_with_its_last_words()
    {
        var process = new GeneratorProcess("sh", ["-c", "echo it is over >&2; exit 3"], TimeProvider.System);
        var order = JsonSerializer.Deserialize(Order("fake://127.0.0.1:1"), GeneratorJson.Default.GeneratorOrder)!;
        var end = await process.RunAsync(order, _ => { }, CancellationToken.None);

        Assert.Equal("the generator's process ended with code 3: it is over", end.Interrupted);
    }

    private static GeneratorHost Host() => new([new FakeProtocol()], TimeProvider.System);

    private static string Order(string address, TimeSpan? during = null)
    {
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(Simulation.Inject(100, Second, during ?? TimeSpan.FromMilliseconds(200))),
            Devices = 2,
        };
        var options = new Dictionary<string, string>();
        if (address.EndsWith('?'))
            options["x"] = "y";
        return JsonSerializer.Serialize(new GeneratorOrder(new Uri(address), options, [], plan), GeneratorJson.Default.GeneratorOrder);
    }

    /// <summary>Standard input that stays open.</summary>
    private sealed class NeverEnding(string line) : TextReader
    {
        private readonly ManualResetEventSlim _never = new();

        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => new(line);

        public override string? ReadLine()
        {
            _never.Wait();
            return null;
        }
    }

    private sealed class FakeProtocol : ILoadProtocol
    {
        public IReadOnlyList<string> Schemes => ["fake"];

        public int DefaultPortOf(string scheme) => 1;

        public IReadOnlyDictionary<string, string> Options => new Dictionary<string, string>();

        public ILoadFleet CreateFleet(LoadTarget target) => new FakeFleet(_ => Outcome.Ok);
    }
}
