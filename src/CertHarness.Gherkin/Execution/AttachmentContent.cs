namespace CertHarness.Gherkin.Execution;

/// <summary>What is attached, without to what.</summary>
internal readonly record struct AttachmentContent(string Body, Wire.AttachmentContentEncoding Encoding, string MediaType, string? FileName)
{
    public static AttachmentContent Log(string text) =>
        new(text, Wire.AttachmentContentEncoding.IDENTITY, "text/x.cucumber.log+plain", null);

    public static AttachmentContent Link(Uri target) =>
        new(target.OriginalString, Wire.AttachmentContentEncoding.IDENTITY, "text/uri-list", null);

    /// <summary>A file that stays where it is; the message only names it.</summary>
    public static AttachmentContent Outside(string url, string mediaType) =>
        new("", Wire.AttachmentContentEncoding.IDENTITY, mediaType, null) { Url = url };

    private string? Url { get; init; }

    public Wire.Envelope ToStep(string testCaseStartedId, string? testStepId, Wire.Timestamp timestamp) => Url is null
        ? Wire.Envelope.Create(
            new Wire.Attachment(Body, Encoding, FileName, MediaType, null, testCaseStartedId, testStepId, null, null, null, timestamp))
        : Wire.Envelope.Create(new Wire.ExternalAttachment(Url, MediaType, testCaseStartedId, testStepId, null, timestamp));

    public Wire.Envelope ToRunHook(string testRunHookStartedId, Wire.Timestamp timestamp) => Wire.Envelope.Create(
        new Wire.Attachment(Body, Encoding, FileName, MediaType, null, null, null, null, null, testRunHookStartedId, timestamp));
}
