namespace CertHarness.Drivers.Transport;

/// <summary>The peer reset the connection (TCP RST) instead of closing it in order.</summary>
public sealed class ConnectionResetException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which connection was reset, such as "publisher: 127.0.0.1:1883 reset the connection".</param>
    /// <param name="cause">What the system reported, or null.</param>
    public ConnectionResetException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
