namespace CertHarness.Gherkin.Execution;

/// <summary>A sink that also takes messages in their short form, of which a large run has very many.</summary>
public interface IRunMessageSink : IMessageSink
{
    /// <summary>Takes a message, as <see cref="IMessageSink.Write"/> does. The runner writes all messages this way.</summary>
    /// <param name="message">The message.</param>
    void Write(in RunMessage message);
}
