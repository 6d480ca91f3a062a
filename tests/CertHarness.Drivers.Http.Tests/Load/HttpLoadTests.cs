using System.Net.Sockets;
using CertHarness.Drivers.Http.Load;
using CertHarness.Load.Generating;
using CertHarness.Load.Recording;
using CertHarness.Load.Running;
using CertHarness.Load.Schedules;
using CertHarness.Testing;

namespace CertHarness.Drivers.Http.Tests.Load;

/// <summary>What becomes of iterations at servers of every kind. None of these runs may hang.</summary>
public sealed class HttpLoadTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    [Fact]
    public async Task Answers_are_counted_once_each()
    {
        var served = 0;
        await using var server = new OddServer((stream, stop) => ServeAsync(stream, () => Interlocked.Increment(ref served), stop));
        var result = await Run(server.At("http"), Simulation.Inject(500, TimeSpan.FromSeconds(1), Moment));

        Assert.Equal(100, result.Totals.Outcomes[Outcome.Ok]);
        Assert.Equal(100, served);
        Assert.Equal((4, 4), (result.End.Connected, result.End.ToConnect));
    }

    [Fact]
    public async Task A_device_opens_a_connection_for_each_request_where_it_is_told_to()
    {
        var connections = 0;
        await using var server = new OddServer((stream, stop) =>
        {
            Interlocked.Increment(ref connections);
            return ServeAsync(stream, () => { }, stop);
        });
        var result = await Run(server.At("http"), Simulation.Inject(100, TimeSpan.FromSeconds(1), Moment), options: ("keep-alive", "no"));

        Assert.Equal(20, result.Totals.Outcomes[Outcome.Ok]);
        Assert.InRange(connections, 20, 24);
    }

    [Fact]
    public async Task A_content_that_ends_with_the_connection_is_an_answer()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await RequestAsync(stream, stop);
            await stream.WriteAsync("HTTP/1.0 200 OK\r\n\r\nwhole"u8.ToArray(), stop);
        });

        Assert.Equal(20, (await Run(server.At("http"))).Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task A_SUT_that_refuses_ends_the_run_with_that_cause()
    {
        var server = new OddServer((_, _) => Task.CompletedTask);
        var address = server.At("http");
        await server.DisposeAsync();
        var result = await Run(address);

        Assert.Equal("no device could connect (connecting: the connection was refused)", result.End.Interrupted);
    }

    [Fact]
    public async Task A_SUT_that_stalls_makes_every_iteration_time_out()
    {
        await using var server = new OddServer((_, stop) => OddServer.SilenceAsync(stop));
        var result = await Run(server.At("http"));

        Assert.Equal(20, result.Totals.Outcomes[Outcome.TimedOut]);
        Assert.Equal(20, result.Totals.Response.Count);
    }

    [Fact]
    public async Task A_SUT_that_resets_loses_connections() => await All(Outcome.ConnectionLost, "the SUT reset the connection", async (stream, stop) =>
    {
        await RequestAsync(stream, stop);
        stream.Socket.Close(0);
    });

    [Fact]
    public async Task Half_an_answer_is_a_lost_connection() => await All(Outcome.ConnectionLost, "in the middle of an answer", async (stream, stop) =>
    {
        await RequestAsync(stream, stop);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), stop);
    });

    [Fact]
    public async Task Garbage_is_a_wrong_answer() => await All(Outcome.WrongAnswer, "no HTTP/1.1 response", async (stream, stop) =>
    {
        await RequestAsync(stream, stop);
        await stream.WriteAsync("220 mail.example ESMTP\r\n"u8.ToArray(), stop);
        await RequestAsync(stream, stop);
    });

    [Fact]
    public async Task An_error_is_a_wrong_answer_with_its_status() => await All(Outcome.WrongAnswer, "status 503", async (stream, stop) =>
    {
        while (true)
        {
            await RequestAsync(stream, stop);
            await stream.WriteAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        }
    });

    [Fact]
    public async Task An_answer_without_an_end_times_out_however_fast_it_is_sent() => await All(Outcome.TimedOut, "no answer within", async (stream, stop) =>
    {
        await RequestAsync(stream, stop);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), stop);
        var chunk = (byte[])[.. "1000\r\n"u8, .. new byte[0x1000], .. "\r\n"u8];
        while (true)
            await stream.WriteAsync(chunk, stop);
    });

    [Fact]
    public async Task A_SUT_that_talks_before_it_is_asked_is_disconnected()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await stream.WriteAsync("hello?"u8.ToArray(), stop);
            await RequestAsync(stream, stop);
        });
        var result = await Run(server.At("http"));

        Assert.Equal(20, result.Totals.Outcomes.Total);
        Assert.Equal(0, result.Totals.Outcomes[Outcome.Ok]);
    }

    [Fact]
    public async Task A_SUT_that_dies_in_the_middle_leaves_numbers_that_add_up()
    {
        var served = 0;
        OddServer server = null!;
        server = new OddServer((stream, stop) => ServeAsync(
            stream,
            () =>
            {
                if (Interlocked.Increment(ref served) == 10)
                    server.Die();
            },
            stop));
        await using (server)
        {
            var result = await Run(server.At("http"), Simulation.Inject(200, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)));
            var outcomes = result.Totals.Outcomes;

            Assert.Equal(100, outcomes.Total);
            Assert.True(outcomes[Outcome.Ok] > 0 && outcomes.Failed > 50);
            Assert.Contains("the connection was refused", result.End.Causes.Keys);
        }
    }

    [Fact]
    public async Task The_client_of_the_library_does_the_same_where_TLS_or_HTTP_2_ask_for_it()
    {
        await using var server = new OddServer(async (stream, stop) =>
        {
            await RequestAsync(stream, stop);
            await stream.WriteAsync("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });
        var result = await Run(server.At("http"), options: ("version", "2"));

        Assert.True(result.IsPartial);
        Assert.StartsWith("no device could connect", result.End.Interrupted);
    }

    private static async Task All(Outcome outcome, string cause, Func<NetworkStream, CancellationToken, Task> behaviour)
    {
        await using var server = new OddServer(behaviour);
        var result = await Run(server.At("http"));

        Assert.Equal(20, result.Totals.Outcomes[outcome]);
        Assert.Contains(result.End.Causes.Keys, told => told.Contains(cause, StringComparison.Ordinal));
    }

    private static async Task ServeAsync(NetworkStream stream, Action served, CancellationToken stop)
    {
        while (await RequestAsync(stream, stop))
        {
            served();
            await stream.WriteAsync(Answer, stop);
        }
    }

    private static async Task<bool> RequestAsync(NetworkStream stream, CancellationToken stop) => await stream.ReadAsync(new byte[4096], stop) > 0;

    private static async Task<LoadResult> Run(Uri address, LoadSimulation? simulation = null, params (string Name, string Value)[] options)
    {
        var plan = new LoadPlan
        {
            Schedule = LoadSchedule.Of(simulation ?? Simulation.Inject(100, TimeSpan.FromSeconds(1), Moment)),
            Devices = 4,
            Timeout = TimeSpan.FromMilliseconds(simulation is null ? 1500 : 8000),
            // A machine that is busy with other tests drops nothing here: numbers are asserted.
            MostLateness = TimeSpan.FromMinutes(1),
        };
        var totals = new LoadTotals();
        var order = new GeneratorOrder(address, options.ToDictionary(o => o.Name, o => o.Value), [], plan);
        var host = new GeneratorHost([new HttpLoadProtocol()], TimeProvider.System);
        return totals.Finish(await host.RunAsync(order, totals.Add, TestContext.Current.CancellationToken));
    }
}
