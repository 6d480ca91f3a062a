namespace CertHarness.Reporting.Allure;

// The shape of Allure 2 result files; properties are written in camel case and left out where null.

internal sealed record AllureResult(
    string Uuid,
    string HistoryId,
    string TestCaseId,
    string FullName,
    string Name,
    string? Description,
    string Status,
    AllureStatusDetails? StatusDetails,
    string Stage,
    long? Start,
    long? Stop,
    IReadOnlyList<string> TitlePath,
    IReadOnlyList<AllureLabel> Labels,
    IReadOnlyList<AllureLink> Links,
    IReadOnlyList<AllureParameter> Parameters,
    IReadOnlyList<AllureStep> Steps,
    IReadOnlyList<AllureAttachment> Attachments);

internal sealed record AllureStep(
    string Name, string Status, AllureStatusDetails? StatusDetails, string Stage, long? Start, long? Stop);

internal sealed record AllureStatusDetails(string? Message, string? Trace, string? Expected = null, string? Actual = null);

internal sealed record AllureLabel(string Name, string Value);

internal sealed record AllureLink(string Type, string Name, string Url);

internal sealed record AllureParameter(string Name, string Value, bool? Excluded = null);

internal sealed record AllureAttachment(string Name, string Source, string Type);

internal sealed record AllureCategory(string Name, string? MessageRegex, IReadOnlyList<string> MatchedStatuses);

internal sealed record AllureExecutor(string Name, string Type, string BuildName, string ReportName, string? BuildUrl);
