namespace CertHarness.Gherkin.Execution;

/// <summary>The hook of the test run that is running; such hooks take it as a parameter.</summary>
public sealed class TestRunContext
{
    private readonly Action<AttachmentContent> _attach;

    internal TestRunContext(Action<AttachmentContent> attach, CancellationToken token)
    {
        _attach = attach;
        CancellationToken = token;
    }

    /// <summary>Cancelled when the run is.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Attaches bytes to the hook.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="mediaType">What they are, such as <c>image/png</c>.</param>
    /// <param name="fileName">A name for people, or null.</param>
    public void Attach(byte[] content, string mediaType, string? fileName = null) =>
        _attach(new AttachmentContent(Convert.ToBase64String(content), Wire.AttachmentContentEncoding.BASE64, mediaType, fileName));

    /// <summary>Attaches text to the hook.</summary>
    /// <param name="content">The text.</param>
    /// <param name="mediaType">What it is, such as <c>text/plain</c>.</param>
    /// <param name="fileName">A name for people, or null.</param>
    public void Attach(string content, string mediaType, string? fileName = null) =>
        _attach(new AttachmentContent(content, Wire.AttachmentContentEncoding.IDENTITY, mediaType, fileName));

    /// <summary>Attaches a line of a log to the hook.</summary>
    /// <param name="text">The line.</param>
    public void Log(string text) => _attach(AttachmentContent.Log(text));
}
