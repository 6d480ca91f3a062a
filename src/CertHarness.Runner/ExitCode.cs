using CertHarness.Model.Verdicts;

namespace CertHarness.Runner;

/// <summary>The exit codes of the command line. They never change.</summary>
public enum ExitCode
{
    /// <summary>The target level is met.</summary>
    Met = 0,

    /// <summary>A requirement failed.</summary>
    Failed = 1,

    /// <summary>Inconclusive or incomplete.</summary>
    Inconclusive = 2,

    /// <summary>The configuration is wrong; nothing was sent.</summary>
    Configuration = 3,

    /// <summary>A fault of the harness.</summary>
    Harness = 4,

    /// <summary>Cancelled; the journal is kept and <c>--resume</c> goes on.</summary>
    Cancelled = 130,
}

/// <summary>From verdict to exit code.</summary>
public static class ExitCodes
{
    /// <summary>The exit code that says a verdict.</summary>
    /// <param name="verdict">The run's verdict.</param>
    public static ExitCode Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => ExitCode.Met,
        Verdict.Fail => ExitCode.Failed,
        Verdict.Error => ExitCode.Harness,
        _ => ExitCode.Inconclusive,
    };
}
