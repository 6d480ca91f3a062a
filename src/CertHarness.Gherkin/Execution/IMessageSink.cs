namespace CertHarness.Gherkin.Execution;

/// <summary>Takes the Cucumber Messages of a run as things happen.</summary>
public interface IMessageSink
{
    /// <summary>Takes a message. The runner calls it from many threads, but never twice at once. What it throws stops the run.</summary>
    /// <param name="e">The message.</param>
    void Write(Wire.Envelope e);
}
