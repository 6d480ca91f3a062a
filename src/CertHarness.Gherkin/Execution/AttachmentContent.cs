namespace CertHarness.Gherkin.Execution;

/// <summary>What is attached, without to what.</summary>
internal readonly record struct AttachmentContent(string Body, Wire.AttachmentContentEncoding Encoding, string MediaType, string? FileName)
{
    public static AttachmentContent Log(string text) =>
        new(text, Wire.AttachmentContentEncoding.IDENTITY, "text/x.cucumber.log+plain", null);

    public static AttachmentContent Link(Uri target) =>
        new(target.OriginalString, Wire.AttachmentContentEncoding.IDENTITY, "text/uri-list", null);

    public Wire.Envelope ToStep(string testCaseStartedId, string? testStepId, Wire.Timestamp timestamp) => Wire.Envelope.Create(
        new Wire.Attachment(Body, Encoding, FileName, MediaType, null, testCaseStartedId, testStepId, null, null, null, timestamp));

    public Wire.Envelope ToRunHook(string testRunHookStartedId, Wire.Timestamp timestamp) => Wire.Envelope.Create(
        new Wire.Attachment(Body, Encoding, FileName, MediaType, null, null, null, null, null, testRunHookStartedId, timestamp));
}
