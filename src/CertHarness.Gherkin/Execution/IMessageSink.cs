namespace CertHarness.Gherkin.Execution;

/// <summary>Takes the Cucumber Messages of a run as things happen.</summary>
public interface IMessageSink
{
    /// <summary>Takes a message. The runner calls it from many threads, but never twice at once. What it throws stops the run.</summary>
    /// <param name="e">The message; it does not change any more.</param>
    void Write(Wire.Envelope e);

    /// <summary>Ends when all messages taken so far are kept for good; the runner calls it at the run's end. What it throws fails the run.</summary>
    void Flush()
    {
    }
}
