namespace CertHarness.Gherkin.Messages;

/// <summary>The schema's words for values of its enumerations.</summary>
internal static class Words
{
    public static ReadOnlySpan<byte> Of(Wire.TestStepResultStatus status) => status switch
    {
        Wire.TestStepResultStatus.PASSED => "PASSED"u8,
        Wire.TestStepResultStatus.SKIPPED => "SKIPPED"u8,
        Wire.TestStepResultStatus.PENDING => "PENDING"u8,
        Wire.TestStepResultStatus.UNDEFINED => "UNDEFINED"u8,
        Wire.TestStepResultStatus.AMBIGUOUS => "AMBIGUOUS"u8,
        Wire.TestStepResultStatus.FAILED => "FAILED"u8,
        _ => "UNKNOWN"u8,
    };

    public static ReadOnlySpan<byte> Of(Wire.PickleStepType type) => type switch
    {
        Wire.PickleStepType.CONTEXT => "Context"u8,
        Wire.PickleStepType.ACTION => "Action"u8,
        Wire.PickleStepType.OUTCOME => "Outcome"u8,
        _ => "Unknown"u8,
    };

    public static ReadOnlySpan<byte> Of(Wire.StepKeywordType type) => type switch
    {
        Wire.StepKeywordType.CONTEXT => "Context"u8,
        Wire.StepKeywordType.ACTION => "Action"u8,
        Wire.StepKeywordType.OUTCOME => "Outcome"u8,
        Wire.StepKeywordType.CONJUNCTION => "Conjunction"u8,
        _ => "Unknown"u8,
    };

    public static ReadOnlySpan<byte> Of(Wire.SourceMediaType type) => type == Wire.SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_MARKDOWN
        ? "text/x.cucumber.gherkin+markdown"u8
        : "text/x.cucumber.gherkin+plain"u8;

    public static ReadOnlySpan<byte> Of(Wire.HookType type) => type switch
    {
        Wire.HookType.BEFORE_TEST_RUN => "BEFORE_TEST_RUN"u8,
        Wire.HookType.AFTER_TEST_RUN => "AFTER_TEST_RUN"u8,
        Wire.HookType.BEFORE_TEST_CASE => "BEFORE_TEST_CASE"u8,
        Wire.HookType.AFTER_TEST_CASE => "AFTER_TEST_CASE"u8,
        Wire.HookType.BEFORE_TEST_STEP => "BEFORE_TEST_STEP"u8,
        _ => "AFTER_TEST_STEP"u8,
    };

    public static ReadOnlySpan<byte> Of(Wire.StepDefinitionPatternType type) =>
        type == Wire.StepDefinitionPatternType.REGULAR_EXPRESSION ? "REGULAR_EXPRESSION"u8 : "CUCUMBER_EXPRESSION"u8;

    public static ReadOnlySpan<byte> Of(Wire.AttachmentContentEncoding encoding) =>
        encoding == Wire.AttachmentContentEncoding.BASE64 ? "BASE64"u8 : "IDENTITY"u8;
}
