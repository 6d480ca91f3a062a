namespace CertHarness.Model.Configuration;

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>The file can be used, but probably does not say what its author means.</summary>
    Warning,

    /// <summary>The file cannot be used.</summary>
    Error,
}
