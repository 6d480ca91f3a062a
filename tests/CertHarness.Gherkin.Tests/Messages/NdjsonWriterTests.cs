using System.Text;
using CertHarness.Gherkin.Messages;

namespace CertHarness.Gherkin.Tests.Messages;

public sealed class NdjsonWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Wire.Envelope Started = Wire.Envelope.Create(new Wire.TestRunStarted(new Wire.Timestamp(1, 2), "1"));

    [Fact]
    public async Task A_message_reaches_the_stream_without_anybody_asking_for_it()
    {
        var stream = new SlowStream();
        using var writer = new NdjsonWriter(stream);
        writer.Write(Started);
        await stream.Arrived.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Messages_that_come_while_the_disk_is_busy_are_handed_over_together_and_in_order()
    {
        var stream = new SlowStream { Hold = true };
        var writer = new NdjsonWriter(stream);
        writer.Write(Started);
        await stream.Arrived.Task.WaitAsync(Patience);
        for (var i = 0; i < 1000; i++)
            writer.Write(Wire.Envelope.Create(new Wire.TestCaseFinished(i.ToString(), new Wire.Timestamp(0, 0), false)));
        stream.Go.Release();
        writer.Dispose();
        Assert.Equal(2, stream.Writes);
        var ids = new NdjsonReader(new MemoryStream(Encoding.UTF8.GetBytes(stream.Text))).ReadAll().Skip(1).Select(e => e.TestCaseFinished.TestCaseStartedId);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i.ToString()), ids);
    }

    [Fact]
    public void A_stream_that_fails_is_told_at_the_next_message_and_not_again_at_the_end()
    {
        var writer = new NdjsonWriter(new FullDisk());
        writer.Write(Started);
        Assert.Throws<IOException>(writer.Flush);
        Assert.Throws<IOException>(() => writer.Write(Started));
        writer.Dispose();
    }

    [Fact]
    public void A_stream_that_fails_at_the_very_end_is_told_by_closing()
    {
        var writer = new NdjsonWriter(new FullDisk());
        writer.Write(Started);
        Assert.Throws<IOException>(writer.Dispose);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Write(Started));
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device.");
    }

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SemaphoreSlim Go { get; } = new(0);

        public bool Hold { get; init; }

        public int Writes { get; private set; }

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Arrived.TrySetResult();
            if (Hold && Writes == 0)
                Go.Wait(Patience, CancellationToken.None);
            Writes++;
            base.Write(buffer);
        }
    }
}
