using System.Text;
using System.Text.Json;
using CertHarness.Gherkin.Binding;
using CertHarness.Gherkin.Execution;
using CertHarness.Gherkin.Messages;
using CertHarness.Gherkin.Tests.Compatibility;
using CertHarness.Gherkin.Tests.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace CertHarness.Gherkin.Tests.Messages;

/// <summary>What is written by hand is byte for byte what the general serializer writes.</summary>
public sealed class HandWrittenTests
{
    private const string Everything = """
        # language: de
        # ein Kommentar
        @stadt @größe:"3"
        Funktionalität: Straßen\licht < 3 💡
          Beschreibung	mit Tab

          Grundlage:
            Angenommen ein Licht

          @regel
          Regel: Es werde hell
            Grundlage:
              Angenommen Strom

            @szenario
            Szenariogrundriss: <n> Lampen
              Wenn es dämmert
                | a | b\|c |
                | 1 |      |
              * geschieht etwas
                ```json
                {"x": 1}
                ```
              Dann leuchten <n>

              @beispiel
              Beispiele: Zahlen
                mit Text
                | n |
                | 1 |
              Beispiele:
        """;

    [Fact]
    public async Task A_feature_with_everything_in_it()
    {
        var run = new RunFixture(Everything, typeof(RunningTests.ScenarioHooks), typeof(Noise));
        Assert.Empty(run.Suite.Errors);
        await run.RunAsync();
        Assert.All(run.Sink.Messages, m => AssertSame(m));
        Assert.All(run.Sink.Envelopes, AssertSame);
    }

    [Fact]
    public void Every_word_of_the_schema()
    {
        foreach (var status in Enum.GetValues<Wire.TestStepResultStatus>())
        {
            var failure = new Wire.TestStepResult(new Wire.Duration(1, 200), "\u2028\ud800\u0001", status, new Wire.Exception("T", null, "s"));
            AssertSame(RunMessage.StepFinished(1, 2, new StepResult(status, TimeSpan.FromTicks(10_000_002), failure), 30_000_004));
            AssertSame(RunMessage.StepFinished(1, long.MaxValue, new StepResult(status, TimeSpan.MaxValue, null), long.MaxValue));
        }

        foreach (var type in Enum.GetValues<Wire.HookType>())
            AssertSame(Wire.Envelope.Create(new Wire.Hook("1", "n", new Wire.SourceReference("u", null, new Wire.JavaStackTraceElement("c", "f", "m"), new Wire.Location(1, 2)), "@a", type)));
        foreach (var type in Enum.GetValues<Wire.SourceMediaType>())
            AssertSame(Wire.Envelope.Create(new Wire.Source("u", "d", type)));
        foreach (var encoding in Enum.GetValues<Wire.AttachmentContentEncoding>())
            AssertSame(Wire.Envelope.Create(new Wire.Attachment("b", encoding, "f", "m", null, "1", "2", "u", "3", "4", new Wire.Timestamp(5, 6))));
        foreach (var type in Enum.GetValues<Wire.StepDefinitionPatternType>())
            AssertSame(Wire.Envelope.Create(new Wire.StepDefinition("1", new Wire.StepDefinitionPattern("s", type), new Wire.SourceReference(null, null, null, null))));
        foreach (var type in Enum.GetValues<Wire.PickleStepType>())
            AssertSame(Wire.Envelope.Create(new Wire.Pickle("1", "u", new Wire.Location(1, null), "n", "en", [new Wire.PickleStep(null, ["2"], "3", type, "t")], [], [])));
    }

    [Fact]
    public void All_messages_of_the_compatibility_kit()
    {
        Assert.SkipWhen(CompatibilityKit.Root is null, CompatibilityKit.Missing);
        foreach (var sample in SampleSteps.BySample.Keys)
        {
            using var golden = new MemoryStream(CompatibilityKit.Content(sample, sample + ".ndjson"));
            Assert.All(new NdjsonReader(golden).ReadAll(), AssertSame);
        }
    }

    private static void AssertSame(Wire.Envelope envelope) => AssertSame(RunMessage.Of(envelope));

    private static void AssertSame(RunMessage message)
    {
        using var stream = new MemoryStream();
        using (var writer = new NdjsonWriter(stream))
            writer.Write(message);
        Assert.Equal(JsonSerializer.Serialize(message.ToEnvelope(), MessageJson.Options) + "\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Binding]
    public sealed class Noise(ScenarioContext context)
    {
        [BeforeTestRun]
        public static void Before(TestRunContext run) => run.Log("größer \"als\" \\ 3\u0007");

        [Given("ein Licht")]
        public void Light()
        {
            context.Log("💡");
            context.AttachFile("evidence/a.pcapng", "application/x-pcapng");
            context.Link(new Uri("http://127.0.0.1/?a=<b>&c"));
            context.Attach([1, 2, 3], "image/png", "x.png");
        }
    }
}
