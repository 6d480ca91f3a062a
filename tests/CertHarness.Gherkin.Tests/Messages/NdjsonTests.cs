using System.Text;
using System.Text.Json;
using CertHarness.Gherkin.Messages;
using CertHarness.Gherkin.Tests.Execution;
using CsCheck;

namespace CertHarness.Gherkin.Tests.Messages;

public sealed class NdjsonTests
{
    private static readonly Wire.Envelope Log = Wire.Envelope.Create(new Wire.Attachment(
        "Größe < 3\n", Wire.AttachmentContentEncoding.IDENTITY, null, "text/plain", null, "1", "2", null, null, null, new Wire.Timestamp(1, 2)));

    [Fact]
    public void A_message_is_one_line_in_the_shape_of_the_schema() => Assert.Equal(
        """{"attachment":{"body":"Größe < 3\n","contentEncoding":"IDENTITY","mediaType":"text/plain","testCaseStartedId":"1","testStepId":"2","timestamp":{"seconds":1,"nanos":2}}}""" + "\n",
        Encoding.UTF8.GetString(Written(Log)));

    [Fact]
    public async Task A_whole_run_can_be_read_back()
    {
        var run = new RunFixture("Feature: F\n  Scenario Outline: S\n    Given <n> lamps\n      | a |\n    Examples:\n      | n |\n      | 1 |\n", typeof(RunningTests.LampSteps), typeof(RunningTests.ScenarioHooks));
        await run.RunAsync();
        var bytes = Written([.. run.Sink.Envelopes]);
        var reader = new NdjsonReader(new MemoryStream(bytes));
        Assert.Equal(bytes, Written([.. reader.ReadAll()]));
        Assert.Equal(bytes.Length, reader.WholeLength);
        Assert.False(reader.Torn);
    }

    [Fact]
    public async Task Messages_of_which_there_are_many_are_written_as_the_general_serializer_writes_them()
    {
        var run = new RunFixture(
            "Feature: F\n  Scenario: S\n    Given 3 lamps\n    Given nothing \"to\" 'do'\n    When it breaks\n  Scenario: T\n    Given perhaps\n    Given the address \"1\"\n",
            typeof(RunningTests.LampSteps),
            typeof(RunningTests.ScenarioHooks),
            typeof(Binding.StepLibraryTests.GoodSteps));
        await run.RunAsync();
        Assert.All(run.Sink.Envelopes, e => Assert.Equal(
            JsonSerializer.Serialize(e, MessageJson.Options) + "\n", Encoding.UTF8.GetString(Written(e))));
    }

    [Fact]
    public void Wherever_a_journal_is_torn_its_whole_lines_are_read_and_the_offset_is_told()
    {
        var line = Written(Log);
        var journal = Written(Log, Log, Log);
        Gen.Int[0, journal.Length].Sample(length =>
        {
            var reader = new NdjsonReader(new MemoryStream(journal, 0, length));
            var whole = length / line.Length;
            Assert.Equal(whole, reader.ReadAll().Count());
            Assert.Equal(whole * line.Length, reader.WholeLength);
            Assert.Equal(length % line.Length != 0, reader.Torn);
        });
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_an_error_and_one_at_the_end_is_torn()
    {
        var line = Written(Log);
        var damaged = Encoding.UTF8.GetBytes("{\"attach\0\n");
        var middle = new NdjsonReader(new MemoryStream([.. line, .. damaged, .. line]));
        Assert.Contains("Line 2", Assert.Throws<InvalidDataException>(() => middle.ReadAll().ToList()).Message, StringComparison.Ordinal);
        var last = new NdjsonReader(new MemoryStream([.. line, .. damaged]));
        Assert.Single(last.ReadAll());
        Assert.True(last.Torn);
        Assert.Equal(line.Length, last.WholeLength);
    }

    [Fact]
    public void A_line_longer_than_the_buffer_is_read()
    {
        var large = Wire.Envelope.Create(new Wire.Attachment(
            new string('x', 3_000_000), Wire.AttachmentContentEncoding.IDENTITY, null, "text/plain", null, "1", "2", null, null, null, null));
        var reader = new NdjsonReader(new MemoryStream(Written(Log, large, Log)));
        Assert.Equal([10, 3_000_000, 10], reader.ReadAll().Select(e => e.Attachment.Body.Length));
    }

    [Fact]
    public void Messages_can_be_written_behind_those_of_an_earlier_run()
    {
        var path = Path.GetTempFileName();
        try
        {
            for (var i = 0; i < 2; i++)
            {
                using var writer = NdjsonWriter.Append(path);
                writer.Write(Log);
            }

            using var stream = File.OpenRead(path);
            Assert.Equal(2, new NdjsonReader(stream).ReadAll().Count());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Written(params Wire.Envelope[] envelopes)
    {
        var stream = new MemoryStream();
        using (var writer = new NdjsonWriter(stream))
        {
            foreach (var envelope in envelopes)
                writer.Write(envelope);
        }

        return stream.ToArray();
    }
}
