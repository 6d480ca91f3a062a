using CertHarness.ReferenceCity.Mqtt;

namespace CertHarness.ReferenceCity.Tests.Mqtt;

/// <summary>The command line clients of Mosquitto get along with the broker.</summary>
public sealed class MosquittoClientTests : IAsyncLifetime
{
    private ReferenceBroker? _broker;

    public ValueTask InitializeAsync()
    {
        RunningProgram.Start("mosquitto_sub", ["--version"]).Dispose();
        _broker = ReferenceBroker.Start(TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _broker?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData("mqttv311", 0)]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 0)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task Messages_arrive_at_every_level(string version, int qos)
    {
        using var subscriber = await Subscribe(version, "-t", "lamp/#", "-q", $"{qos}", "-C", "3", "-F", "> %t %q %r %p");
        foreach (var text in new[] { "a", "b", "c" })
            await Publish(version, "-t", "lamp/1", "-q", $"{qos}", "-m", text);
        Assert.Equal([$"lamp/1 {qos} 0 a", $"lamp/1 {qos} 0 b", $"lamp/1 {qos} 0 c"], Messages(await subscriber.Finish()));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Retained_messages_are_there_later(string version)
    {
        await Publish(version, "-t", "lamp/1", "-r", "-q", "1", "-m", "on");
        var output = await RunningProgram.Run("mosquitto_sub", [.. To(version), "-t", "lamp/+", "-C", "1", "-F", "> %r %p"]);
        Assert.Equal(["1 on"], Messages(output));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task The_will_of_a_client_that_was_killed_is_published(string version)
    {
        using var witness = await Subscribe(version, "-t", "will", "-C", "1", "-F", "> %p");
        using var victim = await Subscribe(version, "-t", "nothing", "--will-topic", "will", "--will-payload", "gone", "--will-qos", "1");
        victim.Kill();
        Assert.Equal(["gone"], Messages(await witness.Finish()));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_session_outlives_its_connection(string version)
    {
        string[] session = ["-c", "-i", "s"];
        await RunningProgram.Run("mosquitto_sub", [.. To(version), .. session, "-t", "t", "-q", "1", "-E"]);
        await Publish(version, "-t", "t", "-q", "1", "-m", "kept");
        var output = await RunningProgram.Run("mosquitto_sub", [.. To(version), .. session, "-t", "t", "-q", "1", "-C", "1", "-F", "> %p"]);
        Assert.Equal(["kept"], Messages(output));
    }

    [Fact]
    public async Task Properties_of_version_5_are_forwarded()
    {
        using var subscriber = await Subscribe("mqttv5", "-t", "t", "-C", "1", "-F", "> %C %R %P %p");
        await Publish(
            "mqttv5", "-t", "t", "-m", "x", "-D", "publish", "content-type", "text/plain", "-D", "publish", "response-topic", "answers",
            "-D", "publish", "user-property", "name", "value");
        Assert.Equal(["text/plain answers name:value x"], Messages(await subscriber.Finish()));
    }

    private async Task<RunningProgram> Subscribe(string version, params IEnumerable<string> arguments)
    {
        // Through a pipe it would keep its lines to itself until its end.
        var program = RunningProgram.Start("stdbuf", ["-oL", "mosquitto_sub", .. To(version), "-d", .. arguments]);
        await program.WaitFor("Subscribed");
        return program;
    }

    private Task<string> Publish(string version, params IEnumerable<string> arguments) =>
        RunningProgram.Run("mosquitto_pub", [.. To(version), .. arguments]);

    private string[] To(string version) => ["-h", "127.0.0.1", "-p", $"{_broker!.Endpoint.Port}", "-V", version];

    private static IEnumerable<string> Messages(string output) =>
        output.Split('\n').Where(l => l.StartsWith("> ", StringComparison.Ordinal)).Select(l => l[2..]);
}
